package dev.tvar.stm.internal.cell;

import org.jspecify.annotations.Nullable;

/** A cell that is no variable: nothing reads or writes it. It stands where a variable is compared with none. */
public final class NoCell extends Cell {
    public NoCell() {
        super("no variable");
    }

    @Override
    void store(long number, @Nullable Object reference) {
        throw new AssertionError(this);
    }

    @Override
    Saved save() {
        throw new AssertionError(this);
    }
}
