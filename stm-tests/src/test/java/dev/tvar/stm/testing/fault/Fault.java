package dev.tvar.stm.testing.fault;

/** What may strike a thread in the middle of a transaction. */
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
    /** What {@code Thread.stop} used to throw: an error that has nothing to do with the code that it strikes. */
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

    /** Whether something that was thrown comes from here. */
    static boolean isInjected(Throwable thrown) {
        return thrown instanceof Error && "injected".equals(thrown.getMessage());
    }
}
