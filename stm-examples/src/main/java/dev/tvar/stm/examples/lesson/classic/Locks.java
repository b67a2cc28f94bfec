package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.examples.support.Interrupted;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** Locks with a time limit, for the wrong versions. */
final class Locks {
    private Locks() {}

    static boolean tryLock(Lock lock, long time, TimeUnit unit) {
        try {
            return lock.tryLock(time, unit);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }
}
