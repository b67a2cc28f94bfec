package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A thread that works through its list of transfers, round after round, and records the successful ones. */
final class Teller extends Clerk {
    private final Engine engine;
    private final List<Engine.Variable> accounts;
    private final List<Transfer> transfers;

    /** Written before {@link #finished}, read after it: safe to read while the thread hangs. */
    private final boolean[] succeeded;

    private volatile int finished;

    Teller(int number, CountDownLatch start, Engine engine, List<Engine.Variable> accounts, BankProgram program) {
        super("teller " + number, start);
        this.engine = engine;
        this.accounts = accounts;
        this.transfers = program.transfersOf(number);
        this.succeeded = new boolean[transfers.size() * program.rounds()];
    }

    @Override
    void work() {
        for (int i = 0; i < succeeded.length; i++) {
            Transfer transfer = nth(i);
            begin(transfer);
            succeeded[i] =
                    engine.transfer(accounts.get(transfer.from()), accounts.get(transfer.to()), transfer.amount());
            finished = i + 1;
        }
        end();
    }

    private Transfer nth(int i) {
        return transfers.get(i % transfers.size());
    }

    List<Transfer> successful() {
        List<Transfer> successful = new ArrayList<>();
        int known = finished;
        for (int i = 0; i < known; i++) {
            if (succeeded[i]) {
                successful.add(nth(i));
            }
        }
        return List.copyOf(successful);
    }
}
