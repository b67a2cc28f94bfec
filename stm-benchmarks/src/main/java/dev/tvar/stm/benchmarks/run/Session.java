package dev.tvar.stm.benchmarks.run;

import dev.tvar.stm.benchmarks.plan.Cell;
import dev.tvar.stm.benchmarks.plan.Settings;
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
 * Measures all cells, one fork after the other, in rounds: every round has one fork of each cell, so that the forks of
 * one engine lie between those of the others. Ends early, with what it has, when told to.
 */
public final class Session {
    private final List<Cell> cells;
    private final Settings settings;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final Transcript transcript;
    private final Placement placement;
    private final Map<Cell, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<Cell, String> failures = new LinkedHashMap<>();

    /**
     * Prepares a run.
     *
     * @param cells what to measure, in this order
     * @param settings how
     * @param progress is told about each fork
     * @param stop asked after each fork: whether to end early
     * @param transcript the file for what the measured programs print
     */
    public Session(List<Cell> cells, Settings settings, Progress progress, BooleanSupplier stop, Path transcript) {
        this.cells = List.copyOf(cells);
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
        this.transcript = new Transcript(transcript);
        placement = new Placement(settings.quick() ? 1 : 2);
    }

    /** Ends the JVM that is measured at present, if any: what ends this program early may not have reached it. */
    public static void endForks() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
    }

    /**
     * Runs until all is measured, or until told to stop.
     *
     * @return whether it came to its end
     */
    public boolean run() {
        if (cells.stream().anyMatch(Placement::matters)) {
            placement.lookAround(LineTrip.series());
        }
        for (int round = 0; round < settings.forks(); round++) {
            for (Cell cell : cells) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                if (!failures.containsKey(cell)) {
                    measure(cell);
                }
            }
        }
        return !stop.getAsBoolean();
    }

    private void measure(Cell cell) {
        progress.begins(cell);
        try {
            List<Sample> found = Placement.matters(cell)
                    ? placement.measure(() -> JmhFork.measure(cell, settings, transcript))
                    : List.of(fork(cell));
            samples.computeIfAbsent(cell, c -> new ArrayList<>()).addAll(found);
            progress.found(cell, found.get(0));
        } catch (CellFailed e) {
            if (stop.getAsBoolean()) {
                return; // the fork was ended from outside: that is no failure of the engine
            }
            String why = String.valueOf(e.getMessage());
            failures.put(cell, why);
            progress.failed(cell, why);
        }
    }

    private Sample fork(Cell cell) throws CellFailed {
        return cell.scenario().workload() == Workload.W8
                ? WaitersFork.measure(cell, settings, transcript)
                : JmhFork.measure(cell, settings, transcript).whole();
    }

    /**
     * What was found so far.
     *
     * @return a measurement for each cell that was reached
     */
    public List<Measurement> measurements() {
        return cells.stream()
                .filter(cell -> samples.containsKey(cell) || failures.containsKey(cell))
                .map(cell -> new Measurement(
                        cell.scenario().id(),
                        cell.engine().label(),
                        samples.getOrDefault(cell, List.of()),
                        failures.get(cell)))
                .toList();
    }
}
