package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Load;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The loads under which engines can be compared, in the order in which they are shown. */
public enum Workload {
    /** All accounts equally. */
    UNIFORM("uniform", "random transfers", "random transfers between all accounts", Operations::transfers),
    /** One account in nearly all transfers. */
    HOT_ACCOUNT(
            "hot-account",
            "transfers over one account",
            "nine transfers in ten touch account 0",
            Operations::hotTransfers),
    /** Nine audits for each transfer. */
    READ_MOSTLY(
            "read-mostly",
            "frequent sums",
            "nine operations in ten sum all accounts, one is a transfer",
            Operations::mostlyAudits),
    /** Withdrawals that wait for funds. */
    BLOCKING(
            "blocking",
            "waits for funds",
            "tellers in a ring, each waits for the payment of the previous one",
            Operations::ring),
    /** Participants that fail. */
    FAILING(
            "failing",
            "failing participants",
            "random transfers; occasionally a participant fails mid-transfer",
            Operations::withDeaths);

    /** The length of the lists of transfers, which are repeated; a power of two. */
    static final int LENGTH = 1 << 17;

    private static final int SAMPLE_OF_TRANSFERS = 64;
    private static final int SAMPLE_OF_OTHERS = 8;

    private final String label;
    private final String what;
    private final String about;
    private final BiFunction<Plan, Integer, Operation> operations;

    Workload(String label, String what, String about, BiFunction<Plan, Integer, Operation> operations) {
        this.label = label;
        this.what = what;
        this.about = about;
        this.operations = operations;
    }

    /**
     * The operation that the workers repeat.
     *
     * @param plan what to compare
     * @param threads how many workers there are
     * @return the operation, which they share
     */
    Operation operation(Plan plan, int threads) {
        return operations.apply(plan, threads);
    }

    /**
     * The load in two or three words.
     *
     * @return words that can follow "for"
     */
    public String what() {
        return what;
    }

    /**
     * A description of the load.
     *
     * @return a line of text
     */
    public String about() {
        return about;
    }

    /**
     * Whether participants fail mid-transfer, so that some engines lose money.
     *
     * @return true for {@link #FAILING}
     */
    public boolean kills() {
        return this == FAILING;
    }

    /**
     * How rarely the operations of a fast engine are timed.
     *
     * @return one operation in this number; a power of two
     */
    int sample() {
        return this == UNIFORM || this == HOT_ACCOUNT ? SAMPLE_OF_TRANSFERS : SAMPLE_OF_OTHERS;
    }

    /**
     * The load of that name.
     *
     * @param name as {@link #toString} gives it
     * @return the load
     * @throws IllegalArgumentException if there is none; the message lists the known loads
     */
    public static Workload named(String name) {
        return Arrays.stream(values())
                .filter(load -> load.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown load '%s'; known loads: %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(Workload::toString).collect(Collectors.joining(", ")))));
    }

    /** The name on the command line and in reports. */
    @Override
    public String toString() {
        return label;
    }

    static Load uniformLoad(Plan plan) {
        return Load.random(plan.seed(), plan.accounts(), LENGTH);
    }

    static Load hotLoad(Plan plan) {
        return Load.hot(plan.seed(), plan.accounts(), LENGTH);
    }
}
