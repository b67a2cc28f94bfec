package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.compare.Progress;
import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.testing.bank.ExploredBank;
import dev.tvar.stm.testing.bank.ExploredReport;
import dev.tvar.stm.testing.jdbc.ExploringDataSource;
import dev.tvar.stm.testing.jdbc.Isolation;
import dev.tvar.stm.testing.jdbc.KeptConnections;
import dev.tvar.stm.testing.jdbc.Ledger;
import dev.tvar.stm.testing.jdbc.Ledgers;
import dev.tvar.stm.testing.prove.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The ledgers in SQL, on a database of the user. The password is on no command line, which other users of the machine can read. */
final class JdbcOptions {
    /** All of them. */
    static final String[] NAMES = {"--url", "--user", "--password-env", "--password-file", "--ledger", "--isolation"};

    private static final Pattern PASSWORD = Pattern.compile("(?i)password\\s*=|//[^/@?]*:[^/@?]*@");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "With --service jdbc: the database, jdbc:h2:... or jdbc:postgresql://..., or of another driver on"
                            + " --class-path. The tables ledger_account, ledger_key and ledger_unique_key must not exist: they are"
                            + " created, and dropped at the end. Without a password.")
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "NAME", description = "With --service jdbc: the user of the database.")
    private @Nullable String user;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "The environment variable that contains the password of the user. Default: no password.")
    private @Nullable String passwordVariable;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The file whose first line is the password of the user.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--ledger",
            paramLabel = "NAME",
            split = ",",
            description = "With --service jdbc: how money is moved, by default in all ways: check-then-update,"
                    + " select-for-update, version-column, guarded-update, ordered-locks, opposite-locks,"
                    + " key-with-unique-index, key-without-unique-index.")
    private List<String> ledgers = new ArrayList<>();

    @Option(
            names = "--isolation",
            paramLabel = "LEVEL",
            defaultValue = "read-committed",
            description = "With --service jdbc: the isolation level, read-committed, repeatable-read or serializable."
                    + " Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private String isolation;

    /** Tries the ledgers, each for the time limit of the plan at most. */
    int prove(CommandSpec spec, Plan plan, ClassLoader drivers, IntFunction<Progress> progress) {
        Isolation level = PlanOptions.named(spec, () -> Isolation.named(isolation));
        List<Ledger> chosen = ledgers.isEmpty()
                ? List.of(Ledger.values())
                : ledgers.stream()
                        .distinct()
                        .map(name -> PlanOptions.named(spec, () -> Ledger.named(name)))
                        .toList();
        String database = requiredUrl(spec);
        PrintWriter out = spec.commandLine().getOut();
        try (KeptConnections connections =
                        PlanOptions.named(spec, () -> KeptConnections.to(database, user, password(spec), drivers));
                ExploringDataSource source = ExploringDataSource.of(connections);
                Ledgers tables = Ledgers.in(source);
                CtrlC ctrlC = CtrlC.watch(Thread.currentThread()::interrupt)) {
            List<ExploredReport> reports = new ArrayList<>();
            out.println("Trying " + chosen + " at " + level + "; seed " + plan.seed());
            out.flush();
            try (Progress shown = progress.apply(chosen.size())) {
                for (int i = 0; i < chosen.size() && !ctrlC.isPressed(); i++) {
                    Ledger ledger = chosen.get(i);
                    shown.begin("trying " + ledger, i);
                    reports.add(ExploredBank.of(() -> tables.open(ledger, level))
                            .withSeed(plan.seed())
                            .withPrograms(plan.tries())
                            .withLimit(plan.timeLimit())
                            .withHangLimit((int) plan.stuckLimit().toSeconds())
                            .requiringAnswers()
                            .withProgress(shown::at)
                            .run());
                }
            }
            boolean interrupted = Thread.interrupted() || ctrlC.isPressed();
            print(out, chosen, reports);
            if (interrupted) {
                out.println("Ended by Ctrl-C.");
                return ExitCode.INTERRUPTED;
            }
            return reports.stream().allMatch(report -> report.broken().isEmpty()) ? ExitCode.HELD : ExitCode.VIOLATED;
        } catch (SQLException | IllegalStateException e) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private static void print(PrintWriter out, List<Ledger> ledgers, List<ExploredReport> reports) {
        out.println();
        Columns table = new Columns("ledger", "verdict", "programs", "schedules", "schedules/s").left(0, 1);
        for (int i = 0; i < reports.size(); i++) {
            ExploredReport report = reports.get(i);
            table.row(
                    ledgers.get(i),
                    report.broken().isEmpty() ? "holds" : "FAILS",
                    report.programs(),
                    report.schedules(),
                    Math.round(report.schedulesPerSecond()));
        }
        table.print(out);
        for (int i = 0; i < reports.size(); i++) {
            Ledger ledger = ledgers.get(i);
            reports.get(i).broken().ifPresent(broken -> {
                out.println();
                out.println(ledger + " FAILS: it " + ledger.text() + ".");
                out.println();
                out.println(broken);
            });
        }
        out.println();
    }

    private String requiredUrl(CommandSpec spec) {
        if (url == null) {
            throw new ParameterException(spec.commandLine(), "--service jdbc needs --url, such as jdbc:h2:mem:test");
        }
        if (PASSWORD.matcher(url).find()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url contains a password, which other users of this machine can read on the command line: use"
                            + " --user with --password-env or --password-file");
        }
        return url;
    }

    private @Nullable String password(CommandSpec spec) {
        if (passwordVariable != null) {
            String password = System.getenv(passwordVariable);
            if (password == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--password-env: there is no environment variable '" + passwordVariable + "'");
            }
            return password;
        }
        if (passwordFile == null) {
            return url != null && url.startsWith("jdbc:h2:") ? "" : null;
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--password-file: cannot read '" + passwordFile + "'", e);
        }
    }
}
