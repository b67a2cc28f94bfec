package dev.tvar.stm.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.workload.AccountBenchmarks;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private static List<TableCell> cells(boolean quick) {
        return TableCell.of(EnumSet.allOf(Workload.class), EnumSet.allOf(MeasuredEngine.class), quick);
    }

    private static Set<Workload> workloads(boolean quick) {
        return cells(quick).stream().map(cell -> cell.scenario().workload()).collect(Collectors.toSet());
    }

    private static Set<MeasuredEngine> engines(boolean quick) {
        return cells(quick).stream().map(TableCell::engine).collect(Collectors.toSet());
    }

    @Test
    void everyWorkloadAndEveryEngineIsMeasured() {
        assertEquals(EnumSet.allOf(Workload.class), workloads(false));
        assertEquals(EnumSet.allOf(MeasuredEngine.class), engines(false));
    }

    @Test
    void aQuickRunHasEveryWorkloadEveryLibraryAndEveryLock() {
        assertEquals(EnumSet.allOf(Workload.class), workloads(true));
        Set<MeasuredEngine> missing = EnumSet.allOf(MeasuredEngine.class);
        missing.removeAll(engines(true));
        assertEquals(
                EnumSet.of(
                        MeasuredEngine.TVAR_SINGLE,
                        MeasuredEngine.MULTIVERSE_SINGLE,
                        MeasuredEngine.SCALA_STM_SINGLE,
                        MeasuredEngine.CONCURRENT_MAP),
                missing,
                "second forms of engines, and the yardstick of a cell that only full runs have");
    }

    @Test
    void aQuickRunIsLessThanHalfOfAFullOne() {
        assertTrue(new HashSet<>(cells(false)).containsAll(cells(true)));
        assertTrue(cells(true).size() * 2 < cells(false).size(), cells(true).size() + " cells");
    }

    @Test
    void namesAreUnique() {
        List<String> ids = Scenarios.all().stream().map(MeasuredScenario::id).toList();
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
        int point = benchmark.lastIndexOf('.');
        String method = benchmark.substring(point + 1);
        Class<?> type = Class.forName(AccountBenchmarks.class.getPackageName() + "." + benchmark.substring(0, point));
        assertTrue(
                method.equals("sumBesideTransfers")
                        || method.equals("traverseBesideUpdates")
                        || Arrays.stream(type.getMethods())
                                .anyMatch(m -> m.getName().equals(method)),
                benchmark);
    }
}
