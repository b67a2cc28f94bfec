package dev.tvar.stm.internal.tx;

import dev.tvar.stm.spi.CommitParticipant;

/** A participant that prepares the commit and has nothing to wait for afterwards. */
@FunctionalInterface
interface Preparing extends CommitParticipant {
    @Override
    default void confirm() {}
}
