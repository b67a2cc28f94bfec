package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.service.MoneyService.Operation;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts of one run at a service, by number. Makes the calls, and refuses answers that make no sense. */
final class Till {
    private static final int LETTERS_OF_RUN = 18;

    private final MoneyService service;
    private final Set<Operation> offered;
    private final String[] ids;
    private final long[] floors;

    /** Distinguishes the keys and holds of this run from those of other runs at the same service. */
    private final String run;

    private Till(MoneyService service, Set<Operation> offered, String[] ids, long[] floors) {
        this.service = service;
        this.offered = offered;
        this.ids = ids;
        this.floors = floors;
        this.run = UUID.nameUUIDFromBytes(ids[0].getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, LETTERS_OF_RUN);
    }

    /** Thrown for an answer that makes no sense; the message says which, and why. */
    static final class Nonsense extends RuntimeException {
        /** How it is shown where an exception is. */
        static final String MARK = "nonsense: ";

        private static final long serialVersionUID = 1L;

        private Nonsense(String message) {
            super(message, null, false, false);
        }

        /** The message alone: the name of the class says nothing to a user. */
        @Override
        public String toString() {
            return MARK + getMessage();
        }
    }

    /** Opens the accounts; asks for the operations and the floors. */
    static Till open(MoneyService service, List<Long> opening) throws Exception {
        Set<Operation> offered = Set.copyOf(orNonsense(service.offers(), "offers()"));
        String[] ids = new String[opening.size()];
        long[] floors = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            String id = orNonsense(service.open(opening.get(i)), "open(" + opening.get(i) + ")");
            if (Arrays.asList(ids).contains(id)) {
                throw new Nonsense(
                        "open(" + opening.get(i) + ") returned '" + id + "', the id of an account that exists");
            }
            ids[i] = id;
            floors[i] = service.floor(id);
            if (floors[i] > opening.get(i)) {
                throw new Nonsense("floor of an account opened with " + opening.get(i) + " is " + floors[i]);
            }
        }
        return new Till(service, offered, ids, floors);
    }

    Set<Operation> offered() {
        return offered;
    }

    boolean offers(Operation operation) {
        return offered.contains(operation);
    }

    long floor(int account) {
        return floors[account];
    }

    int accounts() {
        return ids.length;
    }

    // ---- calls

    Outcome transfer(Transfer transfer) throws Exception {
        return outcome(service.transfer(ids[transfer.from()], ids[transfer.to()], transfer.amount()), transfer);
    }

    /** Makes a call that changes something, which the service offers. */
    Outcome change(Call call) throws Exception {
        if (call instanceof Transfer transfer) {
            return transfer(transfer);
        }
        if (call instanceof Call.Keyed keyed) {
            Transfer t = keyed.transfer();
            String key = "key-" + keyed.key() + "-" + run;
            return outcome(service.transfer(key, ids[t.from()], ids[t.to()], t.amount()), call);
        }
        if (call instanceof Call.Hold hold) {
            Transfer t = hold.transfer();
            return outcome(service.hold(id(hold.hold()), ids[t.from()], ids[t.to()], t.amount()), call);
        }
        return call instanceof Call.Capture capture
                ? outcome(service.capture(id(capture.hold())), call)
                : outcome(service.release(id(((Call.Release) call).hold())), call);
    }

    private String id(int hold) {
        return "hold-" + hold + "-" + run;
    }

    long balance(int account) throws Exception {
        return service.balance(ids[account]);
    }

    long held(int account) throws Exception {
        return service.held(ids[account]);
    }

    long[] audit() throws Exception {
        Map<String, Long> all = orNonsense(service.audit(), "audit()");
        long[] balances = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            Long balance = all.get(ids[i]);
            if (balance == null) {
                throw new Nonsense("audit() " + (all.containsKey(ids[i]) ? "has null for" : "lacks") + " account " + i
                        + " ('" + ids[i] + "')");
            }
            balances[i] = balance;
        }
        return balances;
    }

    // ---- the end

    /** The state of all accounts when all clients have ended. */
    Final last() throws Exception {
        service.settle();
        List<Long> balances = new ArrayList<>();
        List<Long> held = new ArrayList<>();
        List<List<Long>> histories = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            balances.add(balance(i));
            if (offers(Operation.HOLDS)) {
                held.add(held(i));
            }
            if (offers(Operation.HISTORY)) {
                histories.add(List.copyOf(orNonsense(service.history(ids[i]), "history of account " + i)));
            }
        }
        return new Final(balances, held, histories);
    }

    /**
     * The state at the end.
     *
     * @param held empty if holds are not offered
     * @param histories empty if histories are not offered
     */
    record Final(List<Long> balances, List<Long> held, List<List<Long>> histories) {}

    // ---- checks

    private static Outcome outcome(@Nullable Outcome outcome, Call call) {
        return orNonsense(outcome, "'" + call + "'");
    }

    private static <T> T orNonsense(@Nullable T answer, String call) {
        if (answer == null) {
            throw new Nonsense(call + " returned null");
        }
        return answer;
    }
}
