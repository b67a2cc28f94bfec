package dev.tvar.stm.testing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Collects engine × property over a whole test run, and prints it as a table at the end. */
public final class ResultTable implements TestExecutionListener {
    private static final Map<String, String> PRODUCTS = new ConcurrentHashMap<>();
    private static final Map<String, Map<String, Result>> RESULTS = new ConcurrentHashMap<>();

    /** Called by the service loader. */
    public ResultTable() {}

    /**
     * Notes a result; a later one for the same engine and property replaces it.
     *
     * @param engine what was tested
     * @param property the property under test
     * @param word the result, in one word
     * @param detail more about it, for the lines under the table; empty for nothing
     */
    public static void note(Engine engine, String property, String word, String detail) {
        PRODUCTS.put(engine.name(), engine.product());
        RESULTS.computeIfAbsent(property, key -> new ConcurrentHashMap<>())
                .put(engine.name(), new Result(word, detail));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!RESULTS.isEmpty()) {
            System.out.println(table());
        }
    }

    private static String table() {
        List<String> engines =
                Engines.names().stream().filter(PRODUCTS::containsKey).toList();
        StringBuilder table = new StringBuilder("\n").append(cells("property \\ engine", engines));
        List<String> details = new ArrayList<>();
        new TreeMap<>(RESULTS).forEach((property, byEngine) -> {
            table.append(
                    cells(property, engines.stream().map(e -> word(byEngine, e)).toList()));
            new TreeMap<>(byEngine).forEach((engine, result) -> {
                if (!result.detail.isEmpty()) {
                    details.add(property + " on " + engine + " (" + PRODUCTS.get(engine) + "): " + result.detail);
                }
            });
        });
        details.forEach(detail -> table.append(detail).append('\n'));
        return table.toString();
    }

    private static String word(Map<String, Result> byEngine, String engine) {
        Result result = byEngine.get(engine);
        return result == null ? "-" : result.word;
    }

    private static String cells(String first, List<String> rest) {
        StringBuilder line = new StringBuilder(String.format("%-25s", first));
        rest.forEach(cell -> line.append(String.format(" %-10s", cell.replace("-serializable", "-ser."))));
        return line.toString().stripTrailing() + "\n";
    }

    private record Result(String word, String detail) {}
}
