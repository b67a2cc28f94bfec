package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import dev.tvar.stm.examples.engine.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who was the fastest under which load, with the greatest number of threads. An engine is usable if it violated no law,
 * and sound if, moreover, it lost no money and showed no wrong total.
 */
final class Standings {
    /** A lead that is smaller does not count: short measurements of the same engine vary as much. */
    private static final double CLEAR_LEAD = 1.2;

    private final Results results;
    private final List<Outcome> outcomes;
    private final List<Engine> measured;
    private final List<Engine> usable;
    private final List<Engine> sound;

    /** A load under which a kind was clearly faster than the other kinds, or alone. */
    record Win(Workload load, Cell own, Optional<Cell> other) {}

    Standings(Results results) {
        this.results = results;
        Set<Engine> violators = Law.violators(results);
        measured = results.plan().engines().stream()
                .filter(engine ->
                        loads().stream().anyMatch(load -> cell(engine, load).isPresent()))
                .toList();
        usable = measured.stream().filter(engine -> !violators.contains(engine)).toList();
        outcomes = Outcome.of(results).stream()
                .filter(outcome -> measured.contains(outcome.engine()))
                .toList();
        sound = usable.stream()
                .filter(engine -> outcome(engine).lost() == 0 && outcome(engine).wrongAudits() == 0)
                .toList();
    }

    int threads() {
        return results.plan().mostThreads();
    }

    List<Workload> loads() {
        return results.plan().loads();
    }

    private Optional<Cell> cell(Engine engine, Workload load) {
        return results.cell(engine, load, threads());
    }

    List<Engine> measured(Kind kind) {
        return of(kind, measured);
    }

    List<Engine> usable() {
        return usable;
    }

    List<Engine> usable(Kind kind) {
        return of(kind, usable);
    }

    List<Engine> sound() {
        return sound;
    }

    private static List<Engine> of(Kind kind, List<Engine> engines) {
        return engines.stream().filter(engine -> engine.kind() == kind).toList();
    }

    /** Whether no other kind has a usable engine. */
    boolean isAlone(Kind kind) {
        return usable.stream().allMatch(engine -> engine.kind() == kind);
    }

    Outcome outcome(Engine engine) {
        return outcomes.stream()
                .filter(outcome -> outcome.engine() == engine)
                .findFirst()
                .orElseThrow();
    }

    /** Whether some usable engines are sound and others are not. */
    boolean soundnessDiffers() {
        return sound.size() < usable.size();
    }

    boolean lossesDiffer() {
        return usable.stream().anyMatch(engine -> outcome(engine).lost() != 0);
    }

    boolean totalsDiffer() {
        return usable.stream().anyMatch(engine -> outcome(engine).wrongAudits() > 0);
    }

    /** The loads under which a kind leads clearly, if only these engines count. */
    List<Win> wins(Kind kind, List<Engine> candidates) {
        List<Win> wins = new ArrayList<>();
        for (Workload load : loads()) {
            Optional<Cell> other = bestOther(load, kind, candidates);
            best(load, of(kind, candidates))
                    .filter(own -> other.isEmpty() || median(own) >= CLEAR_LEAD * median(other.get()))
                    .ifPresent(own -> wins.add(new Win(load, own, other)));
        }
        return wins;
    }

    /** The fastest of the other kinds. */
    Optional<Cell> bestOther(Workload load, Kind kind, List<Engine> candidates) {
        return best(
                load,
                candidates.stream().filter(engine -> engine.kind() != kind).toList());
    }

    /** The fastest of these engines. */
    Optional<Cell> best(Workload load, List<Engine> candidates) {
        return candidates.stream()
                .flatMap(engine -> cell(engine, load).stream())
                .max(Comparator.comparingDouble(Standings::median));
    }

    private static double median(Cell cell) {
        return cell.rate().median();
    }
}
