package dev.tvar.stm.examples.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The engines that can be compared, in the order in which they are shown. */
public enum Engine {
    /** A transaction per transfer. */
    STM("stm", StmBank::new, true, 1),
    /** An actor per account, two messages per transfer. */
    ACTORS("actors", ActorBank::new, false, 20),
    /** One actor for all accounts. */
    CASHIER("cashier", CashierBank::new, true, 20),
    /** A lock per account, taken in order. */
    ORDERED_LOCKS("ordered-locks", OrderedLocksBank::new, true, 1),
    /** One lock for all accounts. */
    GLOBAL_LOCK("global-lock", GlobalLockBank::new, true, 1),
    /** A transaction per transfer, on a cluster of servers. */
    ETCD("etcd", EtcdBank::new, true, 1_000);

    private final String label;
    private final Function<long[], Contender> opener;
    private final boolean auditsExactly;
    private final int slowness;

    Engine(String label, Function<long[], Contender> opener, boolean auditsExactly, int slowness) {
        this.label = label;
        this.opener = opener;
        this.auditsExactly = auditsExactly;
        this.slowness = slowness;
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
        return this == STM || this == ETCD;
    }

    /**
     * Roughly its slowdown compared with the fast engines: a long comparison divides its load by that.
     *
     * @return at least 1
     */
    public int slowness() {
        return slowness;
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
