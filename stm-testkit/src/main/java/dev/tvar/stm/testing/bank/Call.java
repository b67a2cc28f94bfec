package dev.tvar.stm.testing.bank;

/** One call of a client of the bank. Accounts, keys and holds are numbered from 0. */
public sealed interface Call
        permits Transfer, Call.Keyed, Call.Hold, Call.Capture, Call.Release, Call.Read, Call.Audit {

    /**
     * A transfer with an idempotency key. Several calls may have one key; their transfers are equal then.
     *
     * @param key the number of the key
     * @param transfer what to move
     */
    record Keyed(int key, Transfer transfer) implements Call {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Keyed {
            notNegative("key", key);
        }

        /** In short form: {@code key 0 0->1:25}. */
        @Override
        public String toString() {
            return "key " + key + " " + transfer;
        }
    }

    /**
     * Places a hold.
     *
     * @param hold the number of the hold; each is placed by one call
     * @param transfer what to move when the hold is captured
     */
    record Hold(int hold, Transfer transfer) implements Call {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Hold {
            notNegative("hold", hold);
        }

        /** In short form: {@code hold 0 0->1:25}. */
        @Override
        public String toString() {
            return "hold " + hold + " " + transfer;
        }
    }

    /**
     * Captures a hold.
     *
     * @param hold the number of the hold; it need not exist
     */
    record Capture(int hold) implements Call {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Capture {
            notNegative("hold", hold);
        }

        /** In short form: {@code capture 0}. */
        @Override
        public String toString() {
            return "capture " + hold;
        }
    }

    /**
     * Releases a hold.
     *
     * @param hold the number of the hold; it need not exist
     */
    record Release(int hold) implements Call {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Release {
            notNegative("hold", hold);
        }

        /** In short form: {@code release 0}. */
        @Override
        public String toString() {
            return "release " + hold;
        }
    }

    /**
     * Reads a balance.
     *
     * @param account the number of the account
     */
    record Read(int account) implements Call {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Read {
            notNegative("account", account);
        }

        /** In short form: {@code read 0}. */
        @Override
        public String toString() {
            return "read " + account;
        }
    }

    /** Reads all balances at one instant. */
    record Audit() implements Call {
        /** In short form: {@code audit}. */
        @Override
        public String toString() {
            return "audit";
        }
    }

    private static void notNegative(String what, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("the number of a " + what + " must not be negative: " + number);
        }
    }
}
