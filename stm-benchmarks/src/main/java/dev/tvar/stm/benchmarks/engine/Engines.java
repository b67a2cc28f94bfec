package dev.tvar.stm.benchmarks.engine;

import static dev.tvar.stm.benchmarks.engine.Work.COUNT;
import static dev.tvar.stm.benchmarks.engine.Work.HAND_OVER;
import static dev.tvar.stm.benchmarks.engine.Work.MAP;
import static dev.tvar.stm.benchmarks.engine.Work.MOVE;
import static dev.tvar.stm.benchmarks.engine.Work.QUEUE;
import static dev.tvar.stm.benchmarks.engine.Work.READ;
import static dev.tvar.stm.benchmarks.engine.Work.SUM;
import static dev.tvar.stm.benchmarks.engine.Work.TRANSFER;
import static dev.tvar.stm.benchmarks.engine.Work.WAIT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All engines that are measured, in the order in which they are shown, with the work that each can do. An adapter is loaded
 * when it is first asked for something, so that no measured program carries the classes of others.
 */
public enum Engines {
    /** This library with get and set. */
    TVAR("tvar", Kind.OURS, () -> new OwnEngine(), TRANSFER, SUM, READ, COUNT, HAND_OVER, WAIT, MAP, MOVE, QUEUE),
    /** This library with isAtLeast and add. */
    TVAR_ADD("tvar-add", Kind.OURS, () -> new OwnAddEngine(), TRANSFER, SUM),
    /** This library with lookups outside any transaction. */
    TVAR_SINGLE("tvar-single", Kind.OURS, () -> new OwnSingleEngine(), MAP),
    /** A ReentrantLock per account, taken in order. */
    ORDERED_LOCKS("ordered-locks", Kind.LOCKS, () -> new OrderedLocksEngine(), TRANSFER, SUM, READ, COUNT, HAND_OVER),
    /** Monitors, taken in order. */
    SYNCHRONIZED("synchronized", Kind.LOCKS, () -> new SynchronizedEngine(), TRANSFER, COUNT),
    /** A StampedLock per account. */
    STAMPED_LOCKS("stamped-locks", Kind.LOCKS, () -> new StampedLocksEngine(), TRANSFER, SUM),
    /** One lock for everything. */
    GLOBAL_LOCK("global-lock", Kind.LOCKS, () -> new GlobalLockEngine(), TRANSFER, SUM, READ, MAP, MOVE),
    /** An actor per account. */
    ACTORS("actors", Kind.ACTORS, () -> new ActorsEngine(), TRANSFER),
    /** Multiverse 0.7.0. */
    MULTIVERSE("multiverse", Kind.PEER, () -> new MultiverseEngine(), TRANSFER, SUM, READ, COUNT, HAND_OVER, WAIT),
    /** Single operations of Multiverse. */
    MULTIVERSE_SINGLE("multiverse-single", Kind.PEER, () -> new MultiverseSingleEngine(), COUNT),
    /** ScalaSTM 0.11.1 with references to primitive longs. */
    SCALA_STM(
            "scala-stm",
            Kind.PEER,
            () -> ScalaStmEngine.ofPrimitives(),
            TRANSFER,
            SUM,
            READ,
            COUNT,
            HAND_OVER,
            WAIT,
            MAP,
            MOVE),
    /** ScalaSTM with references to boxed longs. */
    SCALA_STM_BOXED("scala-stm-boxed", Kind.PEER, () -> ScalaStmEngine.ofBoxes(), TRANSFER, SUM, READ),
    /** Single operations of ScalaSTM. */
    SCALA_STM_SINGLE("scala-stm-single", Kind.PEER, () -> new ScalaStmSingleEngine(), COUNT, MAP),
    /** ScalaSTM's two-word compare-and-set, without a transaction. */
    SCALA_STM_CAS("scala-stm-cas", Kind.YARDSTICK, () -> new ScalaStmSingleEngine(), TRANSFER),
    /** Clojure 1.12. */
    CLOJURE("clojure", Kind.PEER, () -> new ClojureEngine(), TRANSFER, SUM, READ, COUNT, MAP, MOVE),
    /** ZIO STM 2.1.14. */
    ZIO("zio", Kind.PEER, () -> new ZioEngine(), TRANSFER, SUM, READ, COUNT, HAND_OVER),
    /** Arrow STM 1.2.4. */
    ARROW("arrow", Kind.PEER, () -> new ArrowEngine(), TRANSFER, SUM, READ, COUNT),
    /** Volatile variables, without transactions. */
    ATOMICS("atomics", Kind.YARDSTICK, () -> new AtomicsEngine(), TRANSFER, SUM, READ, COUNT),
    /** An optimistic transfer without a transaction. */
    BY_HAND("by-hand", Kind.YARDSTICK, () -> ByHandEngine.shortForm(), TRANSFER),
    /** The same, with as many instructions as a transaction of this library. */
    BY_HAND_LONG("by-hand-long", Kind.YARDSTICK, () -> ByHandEngine.longForm(), TRANSFER),
    /** Park and unpark. */
    PARK("park", Kind.YARDSTICK, () -> new ParkEngine(), HAND_OVER, WAIT),
    /** SynchronousQueue. */
    SYNCHRONOUS_QUEUE("synchronous-queue", Kind.YARDSTICK, () -> new SynchronousQueueEngine(), HAND_OVER),
    /** ConcurrentHashMap. */
    CONCURRENT_MAP("concurrent-map", Kind.YARDSTICK, () -> new ConcurrentMapEngine(), MAP),
    /** LinkedBlockingQueue. */
    LINKED_QUEUE("linked-queue", Kind.YARDSTICK, () -> new LinkedQueueEngine(), QUEUE);

    /** What an engine is to this library. */
    public enum Kind {
        /** This library itself. */
        OURS,
        /** Locks, used with care. */
        LOCKS,
        /** Actors. */
        ACTORS,
        /** Another transactional memory. */
        PEER,
        /** Something that promises less, shown for comparison. */
        YARDSTICK
    }

    private final String label;
    private final Kind kind;
    private final Supplier<Engine> adapter;
    private final Set<Work> works;

    Engines(String label, Kind kind, Supplier<Engine> adapter, Work first, Work... others) {
        this.label = label;
        this.kind = kind;
        this.adapter = adapter;
        this.works = EnumSet.of(first, others);
    }

    /**
     * The engine of this name.
     *
     * @param label as in tables and options
     * @return the engine
     * @throws IllegalArgumentException if there is none
     */
    public static Engines named(String label) {
        return Arrays.stream(values())
                .filter(engine -> engine.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine is called '" + label + "'"));
    }

    /**
     * The name in tables and options.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /**
     * What it is to this library.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Whether it can do such work.
     *
     * @param work the work
     * @return whether it can
     */
    public boolean does(Work work) {
        return works.contains(work);
    }

    /**
     * Whether its sums belong to one instant, so that they must be right beside writers too.
     *
     * @return false for the yardsticks that promise less
     */
    public boolean seesOneInstant() {
        return this != ATOMICS;
    }

    /**
     * Opens accounts.
     *
     * @param count how many
     * @param opening the opening balance of each
     * @return the accounts
     */
    public Accounts accounts(int count, long opening) {
        return adapter.get().accounts(count, opening);
    }

    /**
     * Opens a counter.
     *
     * @return a counter that stands at 0
     */
    public Counter counter() {
        return adapter.get().counter();
    }

    /**
     * Opens places for hand-overs.
     *
     * @param count how many
     * @return the places, all empty
     */
    public Places places(int count) {
        return adapter.get().places(count);
    }

    /**
     * Opens a map.
     *
     * @return an empty map
     */
    public SharedMap map() {
        return adapter.get().map();
    }

    /**
     * Opens a queue between two threads.
     *
     * @param capacity the greatest number of elements
     * @return an empty queue
     */
    public SharedQueue queue(int capacity) {
        return adapter.get().queue(capacity);
    }

    /**
     * Opens a gate for threads to wait before.
     *
     * @return a closed gate
     */
    public Gate gate() {
        return adapter.get().gate();
    }
}
