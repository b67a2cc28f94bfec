package dev.tvar.stm.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that gets an object from a variable sees the plain writes to the object before the commit. */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "before the commit")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "after the commit, and the whole object")
@Outcome(expect = FORBIDDEN, desc = "an object without all of its writes")
@State
public class Publication {
    private static final class Pair {
        int first;
        int second;
    }

    private final TVar<Pair> pair = TVar.of(null);

    /** Creates an object with plain writes and commits it. */
    @Actor
    public void writer() {
        Pair made = new Pair();
        made.first = 1;
        made.second = 1;
        STM.run(tx -> pair.set(tx, made));
    }

    /** Reads the variable outside transactions. */
    @Actor
    public void reader(I_Result result) {
        Pair seen = pair.now();
        result.r1 = seen == null ? -1 : seen.first + seen.second;
    }
}
