package dev.tvar.stm.testing.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Records of each transfer of a teller only whether it succeeded, so that millions of them can be made. An exception ends it. */
final class OutcomeLog implements Log {
    private final Predicate<Transfer> bank;
    private final List<Transfer> transfers;

    /** Written before {@link #finished}, read after it: safe to read while the thread hangs. */
    private final boolean[] succeeded;

    private volatile int finished;

    /**
     * The log of a teller.
     *
     * @param bank makes a transfer, and returns whether it succeeded
     */
    OutcomeLog(Predicate<Transfer> bank, List<Transfer> transfers, int rounds) {
        this.bank = bank;
        this.transfers = transfers;
        this.succeeded = new boolean[transfers.size() * rounds];
    }

    @Override
    public void perform(Call call) {
        int i = finished;
        succeeded[i] = bank.test((Transfer) call);
        finished = i + 1;
    }

    List<Transfer> successful() {
        List<Transfer> successful = new ArrayList<>();
        int known = finished;
        for (int i = 0; i < known; i++) {
            if (succeeded[i]) {
                successful.add(transfers.get(i % transfers.size()));
            }
        }
        return List.copyOf(successful);
    }
}
