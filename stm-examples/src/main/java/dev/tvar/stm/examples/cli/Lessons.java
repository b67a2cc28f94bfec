package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.account.AccountLesson;
import dev.tvar.stm.examples.lesson.account.BankLesson;
import dev.tvar.stm.examples.lesson.account.CrashLesson;
import dev.tvar.stm.examples.lesson.account.DrainsLesson;
import dev.tvar.stm.examples.lesson.account.MischiefLesson;
import dev.tvar.stm.examples.lesson.account.RaceLesson;
import dev.tvar.stm.examples.lesson.account.ServiceLesson;
import dev.tvar.stm.examples.lesson.account.StoreLesson;
import dev.tvar.stm.examples.lesson.classic.BufferLesson;
import dev.tvar.stm.examples.lesson.classic.ConditionLesson;
import dev.tvar.stm.examples.lesson.classic.CounterLesson;
import dev.tvar.stm.examples.lesson.classic.HandshakeLesson;
import dev.tvar.stm.examples.lesson.classic.PathologiesLesson;
import dev.tvar.stm.examples.lesson.classic.PermitsLesson;
import dev.tvar.stm.examples.lesson.classic.PhilosophersLesson;
import dev.tvar.stm.examples.lesson.classic.PillsLesson;
import dev.tvar.stm.examples.lesson.classic.ReadersLesson;
import dev.tvar.stm.examples.lesson.work.CakeLesson;
import dev.tvar.stm.examples.lesson.work.EventsLesson;
import dev.tvar.stm.examples.lesson.work.LoopLesson;
import dev.tvar.stm.examples.lesson.work.PoolLesson;
import dev.tvar.stm.examples.lesson.work.RestaurantLesson;
import dev.tvar.stm.examples.lesson.work.ScreenLesson;
import java.util.List;

/** All lessons, in their recommended order. */
final class Lessons {
    private Lessons() {}

    /** Each has an id and a name of its own. */
    static List<Lesson> all() {
        return List.of(
                new AccountLesson(),
                new DrainsLesson(),
                new MischiefLesson(),
                new RaceLesson(),
                new StoreLesson(),
                new BankLesson(),
                new CrashLesson(),
                new ServiceLesson(),
                new CounterLesson(),
                new BufferLesson(),
                new PhilosophersLesson(),
                new ReadersLesson(),
                new HandshakeLesson(),
                new PermitsLesson(),
                new ConditionLesson(),
                new PillsLesson(),
                new PathologiesLesson(),
                new CakeLesson(),
                new RestaurantLesson(),
                new EventsLesson(),
                new PoolLesson(),
                new ScreenLesson(),
                new LoopLesson());
    }
}
