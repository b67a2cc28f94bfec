package dev.tvar.stm.benchmarks.engine;

import static dev.tvar.stm.benchmarks.engine.Capability.COUNT;
import static dev.tvar.stm.benchmarks.engine.Capability.HAND_OVER;
import static dev.tvar.stm.benchmarks.engine.Capability.LAMBDA;
import static dev.tvar.stm.benchmarks.engine.Capability.MAP;
import static dev.tvar.stm.benchmarks.engine.Capability.MOVE;
import static dev.tvar.stm.benchmarks.engine.Capability.QUEUE;
import static dev.tvar.stm.benchmarks.engine.Capability.READ;
import static dev.tvar.stm.benchmarks.engine.Capability.SPACE;
import static dev.tvar.stm.benchmarks.engine.Capability.SUM;
import static dev.tvar.stm.benchmarks.engine.Capability.TRANSFER;
import static dev.tvar.stm.benchmarks.engine.Capability.WAIT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All measured engines, in the order of the tables, with the work that each supports. An adapter is loaded when it is first
 * used, so that a measured program does not load the classes of other engines.
 */
public enum MeasuredEngine {
    /** This library with get and set. */
    TVAR(
            "tvar",
            Role.OURS,
            () -> new TVarAdapter(),
            TRANSFER,
            LAMBDA,
            SUM,
            READ,
            COUNT,
            HAND_OVER,
            WAIT,
            MAP,
            MOVE,
            QUEUE,
            SPACE),
    /** This library with isAtLeast and add. */
    TVAR_ADD("tvar-add", Role.OURS, () -> new TVarAdapter.Adding(), TRANSFER, LAMBDA, SUM),
    /** This library with adds to accounts that have a floor. */
    TVAR_BOUNDED("tvar-bounded", Role.OURS, () -> new BoundedAdapter(), TRANSFER, LAMBDA),
    /** This library with lookups outside any transaction. */
    TVAR_SINGLE("tvar-single", Role.OURS, () -> new TVarAdapter.Single(), MAP),
    /** This library behind boxes as JVSTM's: no parameter for the transaction, boxed numbers, tables as immutable maps. */
    TVAR_BOXES("tvar-boxes", Role.OURS, () -> new BoxesAdapter(), SPACE),
    /** A ReentrantLock per account, taken in order. */
    ORDERED_LOCKS(
            "ordered-locks",
            Role.LOCKS,
            () -> new OrderedLocksAdapter(),
            TRANSFER,
            LAMBDA,
            SUM,
            READ,
            COUNT,
            HAND_OVER),
    /** Monitors, taken in order. */
    SYNCHRONIZED("synchronized", Role.LOCKS, () -> new SynchronizedAdapter(), TRANSFER, COUNT),
    /** A StampedLock per account. */
    STAMPED_LOCKS("stamped-locks", Role.LOCKS, () -> new StampedLocksAdapter(), TRANSFER, SUM),
    /** One lock for everything. */
    GLOBAL_LOCK("global-lock", Role.LOCKS, () -> new GlobalLockAdapter(), TRANSFER, SUM, READ, MAP, MOVE, SPACE),
    /** A read-write lock for each table or level. */
    MEDIUM_LOCKS("medium-locks", Role.LOCKS, () -> new MediumLocksAdapter(), SPACE),
    /** An actor per account. */
    ACTORS("actors", Role.ACTORS, () -> new ActorsAdapter(), TRANSFER),
    /** Multiverse 0.7.0. */
    MULTIVERSE(
            "multiverse",
            Role.PEER,
            () -> new MultiverseAdapter(),
            TRANSFER,
            LAMBDA,
            SUM,
            READ,
            COUNT,
            HAND_OVER,
            WAIT),
    /** Single operations of Multiverse. */
    MULTIVERSE_SINGLE("multiverse-single", Role.PEER, () -> new MultiverseAdapter.Single(), COUNT),
    /** ScalaSTM 0.11.1 with references to primitive longs. */
    SCALA_STM(
            "scala-stm",
            Role.PEER,
            () -> new ScalaStmAdapter(false),
            TRANSFER,
            LAMBDA,
            SUM,
            READ,
            COUNT,
            HAND_OVER,
            WAIT,
            MAP,
            MOVE,
            SPACE),
    /** ScalaSTM with references to boxed longs. */
    SCALA_STM_BOXED("scala-stm-boxed", Role.PEER, () -> new ScalaStmAdapter(true), TRANSFER, LAMBDA, SUM, READ),
    /** Single operations of ScalaSTM. */
    SCALA_STM_SINGLE("scala-stm-single", Role.PEER, () -> new ScalaStmAdapter.Single(), COUNT, MAP),
    /** ScalaSTM's two-word compare-and-set, without a transaction. */
    SCALA_STM_CAS("scala-stm-cas", Role.YARDSTICK, () -> new ScalaStmAdapter.Single(), TRANSFER),
    /** Clojure 1.12. */
    CLOJURE("clojure", Role.PEER, () -> new ClojureAdapter(), TRANSFER, LAMBDA, SUM, READ, COUNT, MAP, MOVE),
    /** ZIO STM 2.1.14. */
    ZIO("zio", Role.PEER, () -> new ZioAdapter(), TRANSFER, LAMBDA, SUM, READ, COUNT, HAND_OVER),
    /** Arrow STM 1.2.4. */
    ARROW("arrow", Role.PEER, () -> new ArrowAdapter(), TRANSFER, LAMBDA, SUM, READ, COUNT),
    /** Volatile variables, without transactions. */
    ATOMICS("atomics", Role.YARDSTICK, () -> new AtomicsAdapter(), TRANSFER, LAMBDA, SUM, READ, COUNT),
    /** An optimistic transfer without a transaction. */
    BY_HAND("by-hand", Role.YARDSTICK, () -> new ByHandAdapter(false), TRANSFER),
    /** The same, with as many instructions as a transaction of this library. */
    BY_HAND_LONG("by-hand-long", Role.YARDSTICK, () -> new ByHandAdapter(true), TRANSFER),
    /** Park and unpark. */
    PARK("park", Role.YARDSTICK, () -> new ParkAdapter(), HAND_OVER, WAIT),
    /** SynchronousQueue. */
    SYNCHRONOUS_QUEUE("synchronous-queue", Role.YARDSTICK, () -> new JdkAdapter(), HAND_OVER),
    /** ConcurrentHashMap. */
    CONCURRENT_MAP("concurrent-map", Role.YARDSTICK, () -> new JdkAdapter(), MAP),
    /** LinkedBlockingQueue. */
    LINKED_QUEUE("linked-queue", Role.YARDSTICK, () -> new JdkAdapter(), QUEUE);

    /** The relation of an engine to this library. */
    public enum Role {
        /** This library itself. */
        OURS,
        /** Locks, used correctly. */
        LOCKS,
        /** Actors. */
        ACTORS,
        /** Another transactional memory. */
        PEER,
        /** A yardstick that promises less. */
        YARDSTICK
    }

    private final String label;
    private final Role role;
    private final Supplier<Adapter> adapter;
    private final Set<Capability> capabilities;

    MeasuredEngine(String label, Role role, Supplier<Adapter> adapter, Capability first, Capability... others) {
        this.label = label;
        this.role = role;
        this.adapter = adapter;
        this.capabilities = EnumSet.of(first, others);
    }

    /**
     * The engine with this name in tables and options.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MeasuredEngine named(String label) {
        return Arrays.stream(values())
                .filter(engine -> engine.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine is called '" + label + "'"));
    }

    /** The name in tables and options. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label();
    }

    /** The relation to this library. */
    public Role role() {
        return role;
    }

    /** Whether it supports some work. */
    public boolean does(Capability work) {
        return capabilities.contains(work);
    }

    /** Whether its sums belong to one instant, so that they must be right with concurrent writers too. */
    public boolean seesOneInstant() {
        return this != ATOMICS;
    }

    /** Whether it is a peer that promises as much as this library; Multiverse's default isolation level permits write skew. */
    public boolean isEqualPeer() {
        return role == Role.PEER && this != MULTIVERSE && this != MULTIVERSE_SINGLE;
    }

    /** A new adapter. */
    public Adapter adapter() {
        return adapter.get();
    }
}
