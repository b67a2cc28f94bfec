package dev.tvar.stm.examples.cli;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Finds something, and then waits forever. */
final class EndlessLesson implements Lesson {
    static final String FOUND = "found something";

    /** Runs it as a program of its own. */
    public static void main(String[] arguments) {
        CommandLine command = LessonCommand.of(new EndlessLesson());
        command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.exit(command.execute());
    }

    @Override
    public Card card() {
        return Card.of("X2", "endless", "a transaction that is never woken").asks("When does it end?");
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        out.println(FOUND);
        TVar<Boolean> never = TVar.named("never", false);
        Workers.runTogether(() -> STM.run(tx -> tx.check(never.get(tx))));
        return true;
    }
}
