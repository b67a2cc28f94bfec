package dev.tvar.stm.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.workload.Transfers;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private static List<Cell> cells(boolean quick) {
        return Cell.of(EnumSet.allOf(Workload.class), EnumSet.allOf(Engines.class), quick);
    }

    private static Set<Workload> workloads(boolean quick) {
        return cells(quick).stream().map(cell -> cell.scenario().workload()).collect(Collectors.toSet());
    }

    private static Set<Engines> engines(boolean quick) {
        return cells(quick).stream().map(Cell::engine).collect(Collectors.toSet());
    }

    @Test
    void everyWorkloadAndEveryEngineIsMeasured() {
        assertEquals(EnumSet.allOf(Workload.class), workloads(false));
        assertEquals(EnumSet.allOf(Engines.class), engines(false));
    }

    @Test
    void aQuickRunHasEveryWorkloadEveryLibraryAndEveryLock() {
        assertEquals(EnumSet.allOf(Workload.class), workloads(true));
        Set<Engines> missing = EnumSet.allOf(Engines.class);
        missing.removeAll(engines(true));
        assertEquals(
                EnumSet.of(
                        Engines.TVAR_SINGLE,
                        Engines.MULTIVERSE_SINGLE,
                        Engines.SCALA_STM_SINGLE,
                        Engines.CONCURRENT_MAP),
                missing,
                "second forms of engines, and the yardstick of what is in full runs only");
    }

    @Test
    void aQuickRunIsLessThanHalfOfAFullOne() {
        assertTrue(new HashSet<>(cells(false)).containsAll(cells(true)));
        assertTrue(cells(true).size() * 2 < cells(false).size(), cells(true).size() + " cells");
    }

    @Test
    void namesAreUnique() {
        List<String> ids = Scenarios.all().stream().map(Scenario::id).toList();
        assertEquals(ids.size(), new HashSet<>(ids).size());
    }

    @Test
    void everyBenchmarkExists() {
        Scenarios.all().stream()
                .filter(scenario -> scenario.workload() != Workload.W8)
                .forEach(scenario -> assertDoesNotThrow(() -> find(scenario.benchmark())));
    }

    /** A group is named after its methods' annotation, so it is looked for there. */
    private static void find(String benchmark) throws ClassNotFoundException {
        int point = benchmark.indexOf('.');
        String method = benchmark.substring(point + 1);
        Class<?> type = Class.forName(Transfers.class.getPackageName() + "." + benchmark.substring(0, point));
        assertTrue(
                method.equals("beside")
                        || Arrays.stream(type.getMethods())
                                .anyMatch(m -> m.getName().equals(method)),
                benchmark);
    }
}
