package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.RunSettings;
import dev.tvar.stm.benchmarks.plan.TableCell;
import dev.tvar.stm.benchmarks.plan.Workload;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Measures all cells, one fork at a time, in rounds: every round has one fork of each cell for each build of this library, so that the
 * forks of engines and builds alternate. A run can be stopped after each fork and keeps the figures measured until then.
 */
public final class Session {
    private final List<TableCell> cells;
    private final List<String> builds;
    private final RunSettings settings;
    private final ProgressLines progress;
    private final BooleanSupplier stop;
    private final Transcript transcript;

    /** For each build, the samples of each cell. */
    private final List<Map<TableCell, List<Sample>>> samples;

    private final Map<TableCell, String> failures = new LinkedHashMap<>();

    /**
     * A run that has not begun.
     *
     * @param cells the cells, in the order of measurement
     * @param builds the class paths of the builds
     * @param stop called before each fork; returns whether to stop
     * @param transcript the file for the output of the measured programs
     */
    public Session(
            List<TableCell> cells,
            List<String> builds,
            RunSettings settings,
            ProgressLines progress,
            BooleanSupplier stop,
            Path transcript) {
        this.cells = List.copyOf(cells);
        this.builds = List.copyOf(builds);
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
        this.transcript = new Transcript(transcript);
        samples = builds.stream()
                .<Map<TableCell, List<Sample>>>map(build -> new LinkedHashMap<>())
                .toList();
    }

    /** Ends the JVM that is being measured, if any: the signal that ends this program may not have reached it. */
    public static void endForks() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
    }

    /** Measures until all cells are done or the run is stopped; returns whether all are done. */
    public boolean run() {
        for (int round = 0; round < settings.forks(); round++) {
            for (TableCell cell : cells) {
                for (int i = 0; i < builds.size(); i++) {
                    if (stop.getAsBoolean()) {
                        return false;
                    }
                    if (!failures.containsKey(cell)) {
                        measure(cell, (round + i) % builds.size()); // the build that comes first alternates
                    }
                }
            }
        }
        return !stop.getAsBoolean();
    }

    private void measure(TableCell cell, int build) {
        progress.begins(cell);
        try {
            if (settings.java(cell.scenario()).isEmpty()) {
                throw new CellFailed("not measured: no JDK 21 or newer (--virtual-jdk DIR)");
            }
            Sample found = cell.scenario().workload() == Workload.W8
                    ? WaitersFork.measure(cell, settings, transcript, builds.get(build))
                    : JmhFork.measure(cell, settings, transcript, builds.get(build));
            samples.get(build).computeIfAbsent(cell, c -> new ArrayList<>()).add(found);
            progress.found(cell, found);
        } catch (CellFailed e) {
            if (stop.getAsBoolean()) {
                return; // the run was stopped, which ended the fork: not a failure of the engine
            }
            String why = String.valueOf(e.getMessage());
            failures.put(cell, why);
            progress.failed(cell, why);
        }
    }

    /** The measurements of a build so far, one for each cell that has begun. */
    public List<Measurement> measurements(int build) {
        return cells.stream()
                .filter(cell -> samples.get(build).containsKey(cell) || failures.containsKey(cell))
                .map(cell -> new Measurement(
                        cell.scenario().id(),
                        cell.engine().label(),
                        samples.get(build).getOrDefault(cell, List.of()),
                        failures.get(cell)))
                .toList();
    }
}
