package dev.tvar.stm.testing.service;

import dev.tvar.stm.testing.service.MoneyService.Operation;
import dev.tvar.stm.testing.service.MoneyService.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Builds a {@link MoneyService} of lambdas; see {@link Services#of}. Not thread-safe; the service is as its lambdas are. */
public final class ServiceBuilder {
    private final Open open;
    private final TransferCall transfer;
    private final Reading balance;
    private @Nullable Callable<Map<String, Long>> audit;
    private @Nullable KeyedTransferCall keyed;
    private @Nullable KeyedTransferCall hold;
    private @Nullable Ending capture;
    private @Nullable Ending release;
    private @Nullable Reading held;
    private @Nullable Histories history;
    private @Nullable Reading floor;

    ServiceBuilder(Open open, TransferCall transfer, Reading balance) {
        this.open = Objects.requireNonNull(open, "open");
        this.transfer = Objects.requireNonNull(transfer, "transfer");
        this.balance = Objects.requireNonNull(balance, "balance");
    }

    /** As {@link MoneyService#open}. */
    @FunctionalInterface
    public interface Open {
        /**
         * Opens an account.
         *
         * @param opening its first balance
         * @return its id
         * @throws Exception any
         */
        String open(long opening) throws Exception;
    }

    /** As {@link MoneyService#transfer(String, String, long)}. */
    @FunctionalInterface
    public interface TransferCall {
        /**
         * Moves money.
         *
         * @param from the payer
         * @param to the receiver
         * @param amount how much
         * @return the outcome
         * @throws Exception any; an unknown outcome
         */
        Outcome transfer(String from, String to, long amount) throws Exception;
    }

    /** As {@link MoneyService#transfer(String, String, String, long)} and {@link MoneyService#hold}. */
    @FunctionalInterface
    public interface KeyedTransferCall {
        /**
         * Moves or holds money.
         *
         * @param key the key, or the id of the hold
         * @param from the payer
         * @param to the receiver
         * @param amount how much
         * @return the outcome
         * @throws Exception any; an unknown outcome
         */
        Outcome transfer(String key, String from, String to, long amount) throws Exception;
    }

    /** As {@link MoneyService#capture} and {@link MoneyService#release}. */
    @FunctionalInterface
    public interface Ending {
        /**
         * Ends a hold.
         *
         * @param id its id
         * @return the outcome
         * @throws Exception any; an unknown outcome
         */
        Outcome end(String id) throws Exception;
    }

    /** As {@link MoneyService#balance}, {@link MoneyService#held} and {@link MoneyService#floor}. */
    @FunctionalInterface
    public interface Reading {
        /**
         * Reads an amount.
         *
         * @param account the account
         * @return the amount
         * @throws Exception any
         */
        long of(String account) throws Exception;
    }

    /** As {@link MoneyService#history}. */
    @FunctionalInterface
    public interface Histories {
        /**
         * Reads the changes of an account.
         *
         * @param account the account
         * @return the changes
         * @throws Exception any
         */
        List<Long> of(String account) throws Exception;
    }

    /**
     * Offers {@link MoneyService#audit}.
     *
     * @param balances reads all balances
     * @return this
     */
    public ServiceBuilder withAudit(Callable<Map<String, Long>> balances) {
        audit = Objects.requireNonNull(balances, "balances");
        return this;
    }

    /**
     * Offers {@link MoneyService#transfer(String, String, String, long)}.
     *
     * @param transferOnce moves money once for each key
     * @return this
     */
    public ServiceBuilder withKeys(KeyedTransferCall transferOnce) {
        keyed = Objects.requireNonNull(transferOnce, "transferOnce");
        return this;
    }

    /**
     * Offers holds.
     *
     * @param place as {@link MoneyService#hold}
     * @param captures as {@link MoneyService#capture}
     * @param releases as {@link MoneyService#release}
     * @param amountHeld as {@link MoneyService#held}
     * @return this
     */
    public ServiceBuilder withHolds(KeyedTransferCall place, Ending captures, Ending releases, Reading amountHeld) {
        hold = Objects.requireNonNull(place, "place");
        capture = Objects.requireNonNull(captures, "captures");
        release = Objects.requireNonNull(releases, "releases");
        held = Objects.requireNonNull(amountHeld, "amountHeld");
        return this;
    }

    /**
     * Offers {@link MoneyService#history}.
     *
     * @param changes reads the changes of an account
     * @return this
     */
    public ServiceBuilder withHistory(Histories changes) {
        history = Objects.requireNonNull(changes, "changes");
        return this;
    }

    /**
     * Sets the floors of accounts, which are zero otherwise.
     *
     * @param lowest as {@link MoneyService#floor}
     * @return this
     */
    public ServiceBuilder withFloor(Reading lowest) {
        floor = Objects.requireNonNull(lowest, "lowest");
        return this;
    }

    /**
     * The service.
     *
     * @return a service that calls the lambdas
     */
    public MoneyService build() {
        return new Built(this);
    }

    private Set<Operation> offered() {
        Set<Operation> offered = EnumSet.noneOf(Operation.class);
        if (audit != null) {
            offered.add(Operation.AUDIT);
        }
        if (keyed != null) {
            offered.add(Operation.KEYED_TRANSFER);
        }
        if (hold != null) {
            offered.add(Operation.HOLDS);
        }
        if (history != null) {
            offered.add(Operation.HISTORY);
        }
        return offered;
    }

    private static final class Built implements MoneyService {
        private final ServiceBuilder of;
        private final Set<Operation> offered;

        Built(ServiceBuilder builder) {
            of = builder.copy();
            offered = Set.copyOf(builder.offered());
        }

        private static <T> T offered(@Nullable T lambda) {
            if (lambda == null) {
                throw new UnsupportedOperationException("not offered");
            }
            return lambda;
        }

        @Override
        public String open(long opening) throws Exception {
            return of.open.open(opening);
        }

        @Override
        public Outcome transfer(String from, String to, long amount) throws Exception {
            return of.transfer.transfer(from, to, amount);
        }

        @Override
        public long balance(String account) throws Exception {
            return of.balance.of(account);
        }

        @Override
        public Map<String, Long> audit() throws Exception {
            return offered(of.audit).call();
        }

        @Override
        public Outcome transfer(String key, String from, String to, long amount) throws Exception {
            return offered(of.keyed).transfer(key, from, to, amount);
        }

        @Override
        public Outcome hold(String id, String from, String to, long amount) throws Exception {
            return offered(of.hold).transfer(id, from, to, amount);
        }

        @Override
        public Outcome capture(String id) throws Exception {
            return offered(of.capture).end(id);
        }

        @Override
        public Outcome release(String id) throws Exception {
            return offered(of.release).end(id);
        }

        @Override
        public long held(String account) throws Exception {
            return offered(of.held).of(account);
        }

        @Override
        public List<Long> history(String account) throws Exception {
            return offered(of.history).of(account);
        }

        @Override
        public long floor(String account) throws Exception {
            Reading lowest = of.floor;
            return lowest == null ? 0 : lowest.of(account);
        }

        @Override
        public Set<Operation> offers() {
            return offered;
        }

        @Override
        public String toString() {
            return "service of lambdas";
        }
    }

    private ServiceBuilder copy() {
        ServiceBuilder copy = new ServiceBuilder(open, transfer, balance);
        copy.audit = audit;
        copy.keyed = keyed;
        copy.hold = hold;
        copy.capture = capture;
        copy.release = release;
        copy.held = held;
        copy.history = history;
        copy.floor = floor;
        return copy;
    }
}
