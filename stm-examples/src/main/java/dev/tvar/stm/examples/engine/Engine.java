package dev.tvar.stm.examples.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The engines that can be compared, in the order in which they are shown. */
public enum Engine {
    /** A transaction per transfer. */
    STM("stm", Kind.STM, StmBank::new, true, true),
    /** An actor per account, which tells the other to deposit. */
    ACTORS("actors", Kind.ACTOR, ActorBank::new, false, false),
    /** One actor for all accounts. */
    CASHIER("cashier", Kind.ACTOR, CashierBank::new, true, false),
    /** An actor per account; money is held at the payer until the payee has it. */
    RESERVE("reserve", Kind.ACTOR, ReserveBank::new, true, true),
    /** An actor per account, and sagas that compensate. */
    SAGA("saga", Kind.ACTOR, SagaBank::new, false, true),
    /** A lock per account, taken in order. */
    ORDERED_LOCKS("ordered-locks", Kind.LOCK, OrderedLocksBank::new, true, false),
    /** One lock for all accounts. */
    GLOBAL_LOCK("global-lock", Kind.LOCK, GlobalLockBank::new, true, false),
    /** A transaction per transfer, on a cluster of servers. */
    ETCD("etcd", Kind.STM, EtcdBank::new, true, true);

    private static final int SLOWNESS_OF_MESSAGES = 20;
    private static final int SLOWNESS_OF_SERVERS = 1_000;

    private final String label;
    private final Kind kind;
    private final Function<long[], Contender> opener;
    private final boolean auditsExactly;
    private final boolean undoesHalfTransfers;

    Engine(
            String label,
            Kind kind,
            Function<long[], Contender> opener,
            boolean auditsExactly,
            boolean undoesHalfTransfers) {
        this.label = label;
        this.kind = kind;
        this.opener = opener;
        this.auditsExactly = auditsExactly;
        this.undoesHalfTransfers = undoesHalfTransfers;
    }

    /**
     * What it is to a reader who chooses.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Opens a bank on this engine. Close it after use.
     *
     * @param opening the opening balance of each account
     * @return the bank
     */
    public Contender open(long[] opening) {
        return opener.apply(opening);
    }

    /**
     * Whether an audit concurrent with transfers sees the right total.
     *
     * @return false if money may be in flight
     */
    public boolean auditsExactly() {
        return auditsExactly;
    }

    /**
     * Whether a transfer that fails midway leaves nothing behind.
     *
     * @return false if half of it stays, and money is lost
     */
    public boolean undoesHalfTransfers() {
        return undoesHalfTransfers;
    }

    /**
     * Roughly its slowdown compared with the fast engines: a long comparison divides its load by that.
     *
     * @return at least 1
     */
    public int slowness() {
        return this == ETCD ? SLOWNESS_OF_SERVERS : kind == Kind.ACTOR ? SLOWNESS_OF_MESSAGES : 1;
    }

    /**
     * The engines that run in this process alone.
     *
     * @return all but {@link #ETCD}
     */
    public static List<Engine> local() {
        return Arrays.stream(values()).filter(engine -> engine != ETCD).toList();
    }

    /**
     * The engine with a name, of the engines that run in this process alone.
     *
     * @param name as {@link #toString} gives it
     * @return the engine
     * @throws IllegalArgumentException if there is none; the message lists all engines
     */
    public static Engine named(String name) {
        return local().stream()
                .filter(engine -> engine.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown engine '%s'; known engines: %s"
                        .formatted(name, local().stream().map(Engine::toString).collect(Collectors.joining(", ")))));
    }

    /** The name on the command line and in reports. */
    @Override
    public String toString() {
        return label;
    }
}
