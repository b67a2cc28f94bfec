package dev.tvar.stm.internal.access;

/** A set without an attempt around it. */
final class PlainSet extends AccessSet {
    @Override
    public void refuseIfClosed() {}

    @Override
    protected void endQuick() {}

    @Override
    protected void beginQuick() {}
}
