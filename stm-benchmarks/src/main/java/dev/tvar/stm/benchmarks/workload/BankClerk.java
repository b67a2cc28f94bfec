package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Teller;

/** A thread that works on accounts: its teller, and what it draws by lot. */
abstract class BankClerk {
    @SuppressWarnings("NullAway.Init") // by begin
    Teller teller;

    @SuppressWarnings("NullAway.Init") // by begin
    Draw draw;

    /** Takes up work. */
    void begin(Bank bank, int thread) {
        teller = bank.teller(this::deposited);
        draw = new Draw(thread);
    }

    /** How much this thread has brought from outside. */
    long deposited() {
        return 0;
    }
}
