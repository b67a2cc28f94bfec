package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Load;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The loads under which engines can be compared, in the order in which they are shown. */
public enum Workload {
    /** All accounts alike. */
    UNIFORM("uniform", "random transfers between all accounts", Operations::transfers),
    /** One account in nearly all transfers. */
    HOT_ACCOUNT("hot-account", "nine transfers in ten touch account 0", Operations::hotTransfers),
    /** Mostly audits. */
    READ_MOSTLY(
            "read-mostly", "nine operations in ten sum up all accounts, one is a transfer", Operations::mostlyAudits),
    /** Withdrawals that wait for funds. */
    BLOCKING("blocking", "tellers in a ring, each waits until the one before has paid", Operations::ring),
    /** Participants that fail. */
    FAILING("failing", "random transfers; now and then a participant fails mid-transfer", Operations::withDeaths);

    /** The lists of transfers are so long and then begin again. */
    private static final int LENGTH = 1 << 17;

    private final String label;
    private final String about;
    private final BiFunction<Plan, Integer, Operation> operations;

    Workload(String label, String about, BiFunction<Plan, Integer, Operation> operations) {
        this.label = label;
        this.about = about;
        this.operations = operations;
    }

    /**
     * What the workers do, over and over.
     *
     * @param plan what to compare
     * @param threads how many workers there are
     * @return the operation, which they share
     */
    Operation operation(Plan plan, int threads) {
        return operations.apply(plan, threads);
    }

    /**
     * What happens under this load.
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
     * The load of that name.
     *
     * @param name as {@link #toString} gives it
     * @return the load
     * @throws IllegalArgumentException if there is none; the message lists those that there are
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
