package dev.tvar.stm.examples.cli;

import dev.tvar.stm.testing.prove.ServiceTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service is tried. */
final class ServiceOptions {
    static final String SERVICE = "--service";

    @Option(
            names = SERVICE,
            paramLabel = "NAME",
            description =
                    "A service that keeps accounts, in place of an engine: memory (a right one), or one that is broken"
                            + " on purpose, which ./stm list shows; or jdbc, ledgers in SQL under"
                            + " schedules that are chosen statement by statement; or the name of your own class, with its package if it"
                            + " has one, that implements dev.tvar.stm.testing.service.MoneyService or a Supplier of them.")
    private @Nullable String name;

    /** Whether the ledgers in SQL are tried, which {@link JdbcOptions} choose. */
    boolean isJdbc() {
        return "jdbc".equals(name);
    }

    boolean isGiven() {
        return name != null;
    }

    /**
     * Finds the service.
     *
     * @throws IllegalArgumentException if there is none of that name; the message says why
     */
    ServiceTarget target(ClassLoader classes, Duration limit) {
        if (name == null) {
            throw new IllegalStateException("no service is given");
        }
        return ServiceTarget.named(name, classes, limit);
    }

    /** The further options that choose the service, to repeat a case. */
    String moreOptions() {
        return "";
    }
}
