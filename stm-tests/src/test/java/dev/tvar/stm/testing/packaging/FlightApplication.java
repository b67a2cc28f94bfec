package dev.tvar.stm.testing.packaging;

import jdk.jfr.Recording;

/** An application in a container that records its own transactions. Instantiated through the name of its class. */
public final class FlightApplication implements Runnable {
    private final SampleApplication work = new SampleApplication();

    /** Called by the container. */
    public FlightApplication() {}

    @Override
    public void run() {
        try (Recording recording = new Recording()) {
            recording.enable("dev.tvar.stm.TransactionCommit");
            recording.enable("dev.tvar.stm.TransactionAbort");
            recording.enable("dev.tvar.stm.TransactionWait");
            recording.start();
            work.run();
        }
    }
}
