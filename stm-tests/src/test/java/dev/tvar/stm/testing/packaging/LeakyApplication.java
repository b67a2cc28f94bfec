package dev.tvar.stm.testing.packaging;

/** An application with a class-loader leak: each thread that ran it refers to an object of its classes. */
public final class LeakyApplication implements Runnable {
    private static final ThreadLocal<LeakyApplication> LEFT = new ThreadLocal<>();

    /** Called by the container. */
    public LeakyApplication() {}

    @Override
    public void run() {
        LEFT.set(this);
    }
}
