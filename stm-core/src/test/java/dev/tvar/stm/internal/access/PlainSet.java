package dev.tvar.stm.internal.access;

/** A set without an attempt around it. */
final class PlainSet extends Validation {
    @Override
    public void noteEvent() {}

    @Override
    public void refuseIfClosed() {}
}
