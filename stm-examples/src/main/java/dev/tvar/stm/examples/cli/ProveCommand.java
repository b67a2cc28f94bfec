package dev.tvar.stm.examples.cli;

import dev.tvar.stm.examples.compare.Progress;
import dev.tvar.stm.examples.compare.ProgressLines;
import dev.tvar.stm.examples.compare.ProgressOnTerminal;
import dev.tvar.stm.examples.console.CtrlC;
import dev.tvar.stm.examples.console.ExitCode;
import dev.tvar.stm.testing.prove.EngineFailure;
import dev.tvar.stm.testing.prove.LeftOut;
import dev.tvar.stm.testing.prove.Peers;
import dev.tvar.stm.testing.prove.Plan;
import dev.tvar.stm.testing.prove.Proof;
import dev.tvar.stm.testing.prove.Property;
import dev.tvar.stm.testing.prove.Result;
import dev.tvar.stm.testing.prove.ServiceTarget;
import dev.tvar.stm.testing.prove.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries properties on engines. */
@Command(
        name = "prove",
        description = {
            "Tries properties on an engine or a service with random cases on many threads, and shows the smallest case"
                    + " that fails.",
            "",
            "conservation: random transfers, while auditors sum all accounts; no money is lost or created at any"
                    + " instant.",
            "programs: random transactions; a serial order that respects real time explains the values that each of"
                    + " them read.",
            "schedules: small programs under many schedules, chosen step by step inside our own engine.",
            "service: random calls of clients of a service that keeps accounts; every law of accounts holds for what"
                    + " they see.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the properties hold, as far as they were tried",
            "1:a property fails",
            "2:bad command line",
            "3:an engine or service cannot be tried, or the program failed",
            "130:ended by Ctrl-C"
        },
        exitCodeOnExecutionException = ExitCode.FAILED)
final class ProveCommand implements Callable<Integer> {
    /** The launcher sets it, for only the shell knows about standard error on every JDK. */
    private static final String ON_TERMINAL = "stm.terminal";

    private static final int PERCENT = 100;
    private static final int SECONDS = 60;
    private static final int SECONDS_OF_PEERS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            split = ",",
            defaultValue = Target.OURS,
            description = "The engine: ours (all its kinds of variables and steps), tvar, tlong, tlong-add, locks,"
                    + " multiverse, multiverse-serializable, scala-stm, clojure, clojure-ensure; or an engine that is"
                    + " broken on purpose: broken:lost-update, broken:write-skew, broken:torn-snapshot,"
                    + " broken:dirty-write, broken:late-check; or the name of your own class, with its package if it has"
                    + " one, that implements dev.tvar.stm.testing.engine.Engine. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private List<String> engines;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = "Class path of your own engine or service and its dependencies, as for java -cp: directories,"
                    + " jars, and DIRECTORY/* for all jars in a directory.")
    private @Nullable String classPath;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final JdbcOptions jdbc = new JdbcOptions();

    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(
            names = "--plant",
            paramLabel = "STEP",
            description =
                    "Leaves out this step of our engine, to show the errors that it prevents. An unknown STEP lists"
                            + " the known ones.")
    private @Nullable String plant;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write the figures to this file, as CSV.")
    private @Nullable Path csv;

    @Option(
            names = "--peers",
            description = "Tries all properties and anomalies on all engines, and prints a table of the results.")
    private boolean peers;

    @Override
    public Integer call() {
        Plan plan = options.plan(spec, peers ? SECONDS_OF_PEERS : SECONDS);
        OtherLogs.silence();
        if (peers) {
            Check.absent(
                    spec,
                    "makes no sense with --peers",
                    "--property",
                    "--engine",
                    "--service",
                    "--class-path",
                    "--plant",
                    "--csv");
            return table(plan);
        }
        if (service.isJdbc()) {
            Check.absent(
                    spec, "makes no sense with --service jdbc", "--property", "--engine", "--plant", "--csv", "--runs");
            UserClasses drivers = PlanOptions.named(spec, () -> UserClasses.at(classPath));
            return jdbc.prove(spec, plan, drivers.loader(), this::progress);
        }
        Check.absent(spec, "is for --service jdbc", JdbcOptions.NAMES);
        if (service.isGiven()) {
            Check.absent(spec, "makes no sense with --service", "--property", "--engine", "--plant");
            return proveService(plan.with(List.of(Property.SERVICE)));
        }
        UserClasses classes = PlanOptions.named(spec, () -> UserClasses.at(classPath));
        checkCsv();
        List<Target> targets;
        try {
            targets = engines.stream()
                    .distinct()
                    .map(name -> PlanOptions.named(spec, () -> Target.named(name, classes.loader(), plan.stuckLimit())))
                    .toList();
        } catch (EngineFailure e) {
            return cannotBeTried(e);
        }
        targets.forEach(target -> PlanOptions.named(spec, () -> {
            Proof.requirePossible(target, plan);
            return target;
        }));
        plantBug(targets);
        return prove(
                targets.stream()
                        .map(target -> new Subject(
                                target.name(),
                                "--engine",
                                "",
                                progress -> Proof.of(target, plan, (what, fraction) -> progress.at(fraction))))
                        .toList(),
                plan);
    }

    /** An engine or a service, and what tries it. */
    private record Subject(String name, String option, String moreOptions, Function<Progress, List<Result>> proof) {}

    private int proveService(Plan plan) {
        UserClasses classes = PlanOptions.named(spec, () -> UserClasses.at(classPath));
        checkCsv();
        try {
            ServiceTarget target = PlanOptions.named(spec, () -> service.target(classes.loader(), plan.stuckLimit()));
            Subject subject = new Subject(
                    target.name(),
                    ServiceOptions.SERVICE,
                    service.moreOptions(),
                    progress -> Proof.of(target, plan, (what, fraction) -> progress.at(fraction)));
            return prove(List.of(subject), plan);
        } catch (EngineFailure e) {
            return cannotBeTried(e);
        }
    }

    private void plantBug(List<Target> targets) {
        String step = plant;
        if (step == null) {
            return;
        }
        if (targets.stream().noneMatch(Target::mayUseThisLibrary)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--plant leaves out a step of this library, which '" + String.join(", ", engines)
                            + "' does not use");
        }
        try {
            LeftOut.step(step);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), "--plant: " + e.getMessage(), e);
        }
    }

    private int prove(List<Subject> subjects, Plan plan) {
        String more = subjects.get(0).moreOptions() + moreOptions();
        ProveReport report = new ProveReport(spec.commandLine().getOut(), plan, options.sizes() + more);
        List<ProveReport.OfEngine> results = new ArrayList<>();
        try (CtrlC ctrlC = CtrlC.watch(Thread.currentThread()::interrupt)) {
            report.printPlan(subjects.stream().map(Subject::name).toList(), plant);
            Optional<EngineFailure> failure = Optional.empty();
            try (Progress progress = progress(subjects.size())) {
                for (int i = 0; i < subjects.size() && !ctrlC.isPressed(); i++) {
                    Subject subject = subjects.get(i);
                    progress.begin("trying " + subject.name(), i);
                    List<Result> found = subject.proof().apply(progress);
                    results.add(new ProveReport.OfEngine(subject.name(), subject.option(), found));
                }
            } catch (EngineFailure e) {
                failure = Optional.of(e);
            }
            boolean interrupted = Thread.interrupted() || ctrlC.isPressed();
            report.print(results);
            writeCsv(plan, results);
            if (failure.isPresent()) {
                return cannotBeTried(failure.get());
            }
            if (interrupted) {
                return report.printEarlyEnd();
            }
            return service.isGiven() && report.isWithoutTransfers(results.get(0))
                    ? cannotBeTried("service '" + results.get(0).name()
                            + "' did none of the transfers, so nothing was tried: are its amounts in the smallest unit,"
                            + " and does open() pay in the opening balance?")
                    : report.printVerdict(results);
        }
    }

    private int cannotBeTried(String why) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + why);
        return ExitCode.FAILED;
    }

    /** Shows the failure of the engine, with its position in the engine's code. */
    private int cannotBeTried(EngineFailure failure) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + failure.getMessage());
        Throwable shown = failure.getCause() == null ? failure : failure.getCause();
        for (StackTraceElement frame : shown.getStackTrace()) {
            if (frame.getClassName().startsWith(Target.class.getPackageName() + ".")) {
                break;
            }
            err.println("    at " + frame);
        }
        return ExitCode.FAILED;
    }

    /** Checked before the work, so that the results are not lost. */
    private void checkCsv() {
        if (csv == null) {
            return;
        }
        Path parent = csv.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isWritable(parent) || Files.isDirectory(csv)) {
            throw new ParameterException(spec.commandLine(), "cannot write '" + csv + "'");
        }
    }

    private void writeCsv(Plan plan, List<ProveReport.OfEngine> results) {
        if (csv == null) {
            return;
        }
        try {
            ProveCsv.write(csv, plan, results);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + csv + "'", e);
        }
    }

    private String moreOptions() {
        return (classPath == null ? "" : " --class-path " + classPath) + (plant == null ? "" : " --plant " + plant);
    }

    private int table(Plan plan) {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = progress(PERCENT);
        Peers peers = Peers.of(
                Peers.ALL.stream()
                        .map(name -> Target.named(name, ProveCommand.class.getClassLoader()))
                        .toList(),
                plan,
                (what, fraction) -> progress.begin(what, (int) (PERCENT * fraction)));
        try (CtrlC ctrlC = CtrlC.watch(Thread.currentThread()::interrupt)) {
            try (progress) {
                peers.fill();
            } catch (InterruptedException e) {
                PeerReport.print(peers.soFar(), out);
                String why = ctrlC.isPressed() ? "Ended by Ctrl-C" : "Interrupted";
                out.println(why + " before the table was complete.");
                return ExitCode.INTERRUPTED;
            }
            PeerReport.print(peers.soFar(), out);
            return PeerReport.oursHolds(peers.soFar()) ? ExitCode.HELD : ExitCode.VIOLATED;
        }
    }

    private Progress progress(int pieces) {
        return Boolean.getBoolean(ON_TERMINAL)
                ? new ProgressOnTerminal(pieces)
                : new ProgressLines(spec.commandLine().getErr(), pieces);
    }
}
