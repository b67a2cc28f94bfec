package dev.tvar.stm.testing.queue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.List;

/**
 * A transactional structure and its model of {@code java.util}: the same steps on both must give the same answers. When a part of a transaction is undone, the model
 * is restored from a copy.
 *
 * @param <M> the model
 */
public abstract class SideBySide<M> {
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The present model. */
    protected M model;

    protected SideBySide(M model) {
        this.model = model;
    }

    /** An independent copy. */
    protected abstract M copy(M original);

    /** One operation on both; fails if the answers differ. */
    protected abstract void step(Txn tx, int choice);

    /** Fails if the states of both differ. */
    protected abstract void compare(ReadTxn tx);

    /** Runs the transactions one after the other. */
    public final void run(List<Part.Whole> program) {
        for (Part.Whole whole : program) {
            M before = copy(model);
            try {
                STM.run(tx -> {
                    model = copy(before); // the body may run more than once
                    run(tx, whole.parts());
                    failIf(whole.fails());
                });
            } catch (Failure e) {
                model = before;
            }
            STM.<Boolean, RuntimeException>snapshot(tx -> {
                compare(tx);
                return true;
            });
        }
    }

    private void run(Txn tx, List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Part.Step step) {
                step(tx, step.choice());
            } else if (part instanceof Part.Undone undone) {
                undo(tx, undone.parts());
            } else if (part instanceof Part.Instead instead) {
                choose(tx, instead);
            }
            compare(tx);
        }
    }

    private void undo(Txn tx, List<Part> parts) {
        M before = copy(model);
        try {
            tx.nested(inner -> {
                run(inner, parts);
                failIf(true);
                return true;
            });
        } catch (Failure e) {
            model = before;
        }
    }

    private void choose(Txn tx, Part.Instead instead) {
        M before = copy(model);
        tx.orElse(
                first -> {
                    run(first, instead.givenUp());
                    return first.<Boolean>retry();
                },
                second -> {
                    model = before;
                    run(second, instead.done());
                    return true;
                });
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new Failure();
        }
    }
}
