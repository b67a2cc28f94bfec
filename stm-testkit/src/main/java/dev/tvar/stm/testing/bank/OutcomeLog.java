package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Records of each transfer of a teller only whether it succeeded, so that millions of them can be made. An exception ends it. */
final class OutcomeLog implements Log {
    private final Till till;
    private final List<Transfer> transfers;

    /** Written before {@link #finished}, read after it: safe to read while the thread hangs. */
    private final boolean[] succeeded;

    private volatile int finished;

    OutcomeLog(Till till, List<Transfer> transfers, int rounds) {
        this.till = till;
        this.transfers = transfers;
        this.succeeded = new boolean[transfers.size() * rounds];
    }

    @Override
    public void perform(Call call) throws Exception {
        int i = finished;
        succeeded[i] = till.transfer((Transfer) call) == Outcome.DONE;
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
