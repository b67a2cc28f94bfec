package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.bank.Till.Nonsense;
import dev.tvar.stm.testing.service.MoneyService.Operation;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records each call of one client of a service, with its times and its answer. An exception is an unknown outcome, an error ends
 * the client.
 */
final class Journal implements Log {
    /** The most reads and audits of one auditor that are kept. */
    private static final int MOST_READS = 500;

    private final String client;
    private final Till till;
    private final Placed placed;
    private final List<Observed> calls = new ArrayList<>();
    private final List<String> nonsense = new ArrayList<>();
    private @Nullable Observed pending;
    private int observations;

    Journal(String client, Till till, Placed placed) {
        this.client = client;
        this.till = till;
        this.placed = placed;
    }

    String client() {
        return client;
    }

    @Override
    public void perform(Call call) throws Exception {
        Call made = offered(call);
        if (made == null) {
            return;
        }
        if (made instanceof Call.Capture capture) {
            placed.await(capture.hold());
        } else if (made instanceof Call.Release release) {
            placed.await(release.hold());
        }
        record(made, true);
        if (made instanceof Call.Hold hold) {
            placed.end(hold.hold());
        }
    }

    /** A read or audit of an auditor, which makes any number of them. */
    Observed observe(Call call) throws Exception {
        return record(call, observations++ < MOST_READS);
    }

    /** The call to make: a transfer without its key where keys are not offered; null if there is none. */
    private @Nullable Call offered(Call call) {
        if (call instanceof Call.Keyed keyed && !till.offers(Operation.KEYED_TRANSFER)) {
            return keyed.transfer();
        }
        boolean needsHolds = call instanceof Call.Hold || call instanceof Call.Capture || call instanceof Call.Release;
        boolean missing = needsHolds && !till.offers(Operation.HOLDS)
                || call instanceof Call.Audit && !till.offers(Operation.AUDIT);
        return missing ? null : call;
    }

    private Observed record(Call call, boolean kept) throws Exception {
        long start = System.nanoTime();
        Observed seen = new Observed(client, call, start, Long.MAX_VALUE, Outcome.UNKNOWN, List.of(), Optional.empty());
        setPending(seen);
        try {
            if (call instanceof Call.Read read) {
                seen = ended(seen, Outcome.DONE, List.of(till.balance(read.account())), null);
            } else if (call instanceof Call.Audit) {
                long[] balances = till.audit();
                seen = ended(seen, Outcome.DONE, Arrays.stream(balances).boxed().toList(), null);
            } else {
                seen = ended(seen, till.change(call), List.of(), null);
            }
        } catch (Nonsense e) {
            seen = ended(seen, Outcome.UNKNOWN, List.of(), e);
            addNonsense(client + ": " + e.getMessage());
        } catch (InterruptedException e) {
            ended(seen, Outcome.UNKNOWN, List.of(), e);
            throw e; // the time limit: this client ends
        } catch (Exception e) { // a service may throw anything
            seen = ended(seen, Outcome.UNKNOWN, List.of(), e);
        }
        keep(seen, kept);
        return seen;
    }

    private static Observed ended(Observed call, Outcome outcome, List<Long> balances, @Nullable Exception problem) {
        return new Observed(
                call.client(),
                call.call(),
                call.start(),
                System.nanoTime(),
                outcome,
                balances,
                Optional.ofNullable(problem).map(Exception::toString));
    }

    // ---- read by other threads, too

    private synchronized void setPending(Observed call) {
        pending = call;
    }

    private synchronized void keep(Observed call, boolean kept) {
        pending = null;
        if (kept) {
            calls.add(call);
        }
    }

    private synchronized void addNonsense(String what) {
        nonsense.add(what);
    }

    /** The calls so far; the last one may not have returned. */
    synchronized List<Observed> calls() {
        List<Observed> all = new ArrayList<>(calls);
        if (pending != null) {
            all.add(pending);
        }
        return all;
    }

    synchronized List<String> nonsense() {
        return List.copyOf(nonsense);
    }
}
