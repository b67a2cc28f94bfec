package dev.tvar.stm.examples.lesson;

import java.util.List;

/** All lessons, in the order in which they are best read. */
public final class Lessons {
    private Lessons() {}

    /**
     * The lessons.
     *
     * @return at least one, each with a name of its own
     */
    public static List<Lesson> all() {
        return List.of(
                new AccountLesson(),
                new DrainsLesson(),
                new MischiefLesson(),
                new RaceLesson(),
                new BankLesson(),
                new CrashLesson());
    }
}
