package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * A JVM that measures one engine, seen from the comparison. Requests go to its standard input and answers come from its
 * standard output, one per line: a word and JSON. While it measures, it reports its progress several times a second.
 */
final class EngineProcess implements AutoCloseable {
    static final String MEASURE = "measure";
    static final String EXPLAIN = "explain";
    static final String STOP = "stop";
    static final String PROGRESS = "progress";
    static final String DONE = "done";
    static final String FAILED = "failed";

    /**
     * The same for all engines: a small young generation whose pages exist before the first measurement, so that no engine
     * pays for the first use of fresh memory.
     */
    private static final List<String> HEAP = List.of("-Xms96m", "-Xmn64m", "-XX:+AlwaysPreTouch");

    /** A JVM with less memory than this keeps its own settings. */
    private static final long ENOUGH_MEGABYTES = 256;

    private static final long MEGABYTE = 1 << 20;

    /** Options of this JVM that another must not repeat: an agent would take the same port or file. */
    private static final List<String> NOT_INHERITED = List.of("-agent", "-javaagent", "-Xdebug", "-Xrun", "-Xm");

    private final Engine engine;
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;

    /** A request to measure. */
    record Task(Plan plan, Engine engine, Workload load, int threads, Extent extent) {}

    /** A request to find out why transactions ran again. */
    record Question(Plan plan, String name) {}

    private EngineProcess(Engine engine, Process process) {
        this.engine = engine;
        this.process = process;
        this.requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static EngineProcess start(Engine engine) {
        try {
            return new EngineProcess(
                    engine,
                    new ProcessBuilder(command())
                            .redirectError(Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process for " + engine + ": " + e.getMessage(), e);
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        long most = Runtime.getRuntime().maxMemory() / MEGABYTE;
        command.add("-Xmx" + most + "m");
        command.addAll(most < ENOUGH_MEGABYTES ? List.of() : HEAP);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EngineMain.class.getName()));
        return command;
    }

    Measurement measure(Task task, DoubleConsumer progress, BooleanSupplier stopped) {
        return Wire.read(ask(MEASURE, task, progress, stopped), Measurement.class);
    }

    Conflicts.Run explain(Question question, BooleanSupplier stopped) {
        return Wire.read(ask(EXPLAIN, question, fraction -> {}, stopped), Conflicts.Run.class);
    }

    private String ask(String what, Object request, DoubleConsumer progress, BooleanSupplier stopped) {
        requests.println(what + " " + Wire.write(request));
        boolean told = false;
        while (true) {
            String[] answer = nextAnswer();
            switch (answer[0]) {
                case DONE -> {
                    return answer[1];
                }
                case FAILED ->
                    throw new IllegalStateException(
                            "the process of " + engine + " failed: " + Wire.read(answer[1], String.class));
                default -> progress.accept(Double.parseDouble(answer[1]));
            }
            if (!told && stopped.getAsBoolean()) {
                requests.println(STOP);
                told = true;
            }
        }
    }

    /** A word, and the rest of the line. */
    private String[] nextAnswer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                int code = process.onExit().join().exitValue();
                throw new IllegalStateException("the process of " + engine + " ended with exit code " + code);
            }
            return line.split(" ", 2);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the process of " + engine + ": " + e.getMessage(), e);
        }
    }

    /** The process ends when its input ends. */
    @Override
    public void close() {
        requests.close();
        process.onExit().join();
    }
}
