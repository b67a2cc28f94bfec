package dev.tvar.stm.testing.fault;

/** Faults that are injected into a thread in the middle of a transaction. */
enum Fault {
    /** The heap is full. */
    OUT_OF_MEMORY {
        @Override
        void strike() {
            throw new OutOfMemoryError("injected");
        }
    },
    /** The stack is full. */
    STACK_OVERFLOW {
        @Override
        void strike() {
            throw new StackOverflowError("injected");
        }
    },
    /** The error of {@code Thread.stop} in old JVMs, which has no cause in the code that is running. */
    STOP {
        @Override
        void strike() {
            throw new Stopped();
        }
    },
    /** The interrupt flag is set: an error for waiting transactions only. */
    INTERRUPT {
        @Override
        void strike() {
            Thread.currentThread().interrupt();
        }
    };

    private static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("injected");
        }
    }

    abstract void strike();

    /** Whether a throwable was injected by this fault. */
    static boolean isInjected(Throwable thrown) {
        return thrown instanceof Error && "injected".equals(thrown.getMessage());
    }
}
