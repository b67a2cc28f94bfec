package dev.tvar.stm.benchmarks.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkLoadsTest {
    private final StringWriter out = new StringWriter();

    @Test
    void eachStructureHoldsAllKeysAndHasALine() {
        new BulkLoads(BulkLoad.all(), 1).run(List.of(2, 200), new PrintWriter(out));
        List<String> lines =
                out.toString().lines().filter(line -> line.startsWith("| `")).toList();
        assertEquals(BulkLoad.all().size(), lines.size());
        assertTrue(lines.stream().allMatch(line -> line.split("\\|").length == 6), out::toString);
    }

    @Test
    void aStructureThatLosesKeysIsNamed() {
        BulkLoad losing = new BulkLoad("lossy", "put", keys -> keys.list().size() - 1);
        Exception failure = assertThrows(IllegalStateException.class, () -> new BulkLoads(List.of(losing), 1)
                .run(List.of(2, 3), new PrintWriter(out)));
        assertTrue(String.valueOf(failure.getMessage()).contains("lossy, put: 999 elements"), failure::toString);
    }
}
