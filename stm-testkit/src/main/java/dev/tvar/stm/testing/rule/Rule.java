package dev.tvar.stm.testing.rule;

import dev.tvar.stm.ReadTxn;

/** A condition on variables that must hold after every commit, such as "the accounts hold 200". */
@FunctionalInterface
public interface Rule {
    /**
     * Evaluates the condition on the state after one commit. It reads by its handle only, also through collections, and
     * depends on nothing else; the state is that of one instant, and {@code now()} is not part of it. It may be evaluated
     * on any thread and repeatedly, and not at all after a commit that changed none of the variables that it read before.
     *
     * @param tx the right to read
     * @return whether the condition holds
     * @throws Throwable any exception or error; the rule is then reported as broken, with this cause
     */
    boolean holds(ReadTxn tx) throws Throwable;
}
