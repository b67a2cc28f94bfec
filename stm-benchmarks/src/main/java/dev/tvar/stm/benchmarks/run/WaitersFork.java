package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.RunSettings;
import dev.tvar.stm.benchmarks.plan.Scenarios;
import dev.tvar.stm.benchmarks.plan.TableCell;
import dev.tvar.stm.benchmarks.result.Sample;
import dev.tvar.stm.benchmarks.waiters.ParkedWaiters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One fork of W8: a JVM with virtual threads that runs {@link ParkedWaiters}. */
final class WaitersFork {
    /** For 100,000 waiters some engines need more heap than the other workloads have. */
    private static final String ROOM_FOR_ALL = "-Xmx4g";

    private WaitersFork() {}

    static Sample measure(TableCell cell, RunSettings settings, Transcript transcript, String classPath)
            throws CellFailed {
        List<String> command = new ArrayList<>();
        command.add(settings.java(cell.scenario()));
        command.addAll(settings.allJvmArguments());
        command.addAll(List.of(ROOM_FOR_ALL, "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", classPath, ParkedWaiters.class.getName()));
        command.addAll(List.of(cell.engine().label(), String.valueOf(Scenarios.WAITERS)));
        try {
            String printed = run(command, transcript);
            double bytes = figure(printed, ParkedWaiters.BYTES);
            double nanos = figure(printed, ParkedWaiters.NANOS);
            return new Sample(Scenarios.WAITERS * 1e9 / nanos, bytes, Double.NaN, Double.NaN, 0, Double.NaN);
        } catch (IOException e) {
            throw new CellFailed(transcript.reason(e));
        }
    }

    private static String run(List<String> command, Transcript transcript) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try (PrintStream log = transcript.open()) {
            log.println("# " + String.join(" ", command.subList(command.size() - 3, command.size())));
            log.print(printed);
        }
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("the JVM of W8 ended with code " + code);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return printed;
    }

    private static double figure(String printed, String name) throws IOException {
        return printed.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("the output has no line that begins with " + name));
    }
}
