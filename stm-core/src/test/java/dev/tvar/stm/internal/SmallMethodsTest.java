package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.QuickSet;
import dev.tvar.stm.internal.tx.Attempt;
import dev.tvar.stm.internal.tx.SnapshotTxn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No call is left in a barrier that HotSpot compiles into a body. It inlines a method of at most {@link #SMALL} bytes
 * wherever it is called, but a larger one only where it is called often; in a loop over many variables, the barriers for
 * the first two are not. One call that is left there makes the compiler keep all variables of the loop in memory.
 */
class SmallMethodsTest {
    /** The default of HotSpot's MaxInlineSize. */
    private static final int SMALL = 35;

    private static final Pattern METHOD = Pattern.compile(" {2}\\S.* ([\\w<>$]+\\([^)]*\\)).*;");
    private static final Pattern INSTRUCTION =
            Pattern.compile("\\s+(\\d+): (\\w+)(?:.*// (?:Interface)?Method (?:(\\S+)\\.)?(\\w+):\\(.*)?.*");

    /** What is called where a barrier gives up: rare, or larger than any body would be with it. */
    private static final Set<String> SLOW = Set.of(
            "readGenerally",
            "readAgain",
            "readWithCare",
            "readSlowly",
            "writeGenerally",
            "addGenerally",
            "isAtLeastGenerally",
            "hasSaved");

    private record Code(int size, Set<String> called) {}

    /** The methods of a class by their names; of several with one name, the largest, with the calls of all. */
    private static Map<String, Code> methods(Class<?> type) {
        StringWriter out = new StringWriter();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        String classes =
                type.getProtectionDomain().getCodeSource().getLocation().getPath();
        int code = javap.run(new PrintWriter(out), new PrintWriter(out), "-c", "-p", "-cp", classes, type.getName());
        assertEquals(0, code, out::toString);
        Map<String, Code> methods = new HashMap<>();
        String name = "";
        for (String line : out.toString().lines().toList()) {
            Matcher method = METHOD.matcher(line);
            Matcher instruction = INSTRUCTION.matcher(line);
            if (method.matches()) {
                name = method.group(1).replaceAll("\\(.*", "");
            } else if (instruction.matches()) {
                Code former = methods.getOrDefault(name, new Code(0, Set.of()));
                int end = Integer.parseInt(instruction.group(1)) + 1; // the last instruction is a return, of one byte
                Set<String> called = new TreeSet<>(former.called);
                if (instruction.group(4) != null) {
                    String owner = instruction.group(3) == null ? type.getName() : instruction.group(3);
                    called.add(owner.replace('/', '.') + "." + instruction.group(4));
                }
                methods.put(name, new Code(Math.max(former.size, end), called));
            }
        }
        return methods;
    }

    /** The method that a call names, here or in a superclass; none for a constructor or a method without code. */
    private static @Nullable Code code(String owner, String method) {
        try {
            for (Class<?> type = Class.forName(owner); type != Object.class; type = type.getSuperclass()) {
                Code code = methods(type).get(method);
                if (code != null) {
                    return code;
                }
            }
            return null;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The methods of the engine that these methods call and that are too large. */
    private static Set<String> largeOnesCalledIn(Class<?> type, List<String> names) {
        Set<String> large = new TreeSet<>();
        Map<String, Code> methods = methods(type);
        for (String name : names) {
            Set<String> called = methods.get(name).called;
            assertFalse(called.isEmpty(), () -> name + " calls nothing");
            for (String each : called) {
                String owner = each.substring(0, each.lastIndexOf('.'));
                String method = each.substring(owner.length() + 1);
                if (owner.startsWith("dev.tvar.stm.internal.") && !SLOW.contains(method)) {
                    Code code = code(owner, method);
                    if (code != null && code.size > SMALL) {
                        large.add(each + " " + code.size);
                    }
                }
            }
        }
        return large;
    }

    @Test
    void noCallIsLeftInAQuickBarrier() {
        assertEquals(Set.of(), largeOnesCalledIn(QuickSet.class, List.of("read", "write", "add", "isAtLeast")));
    }

    @Test
    void noCallIsLeftInAReadOfManyVariables() {
        assertEquals(Set.of(), largeOnesCalledIn(Attempt.class, List.of("readGenerally")));
        assertEquals(
                Set.of("dev.tvar.stm.internal.access.AccessSet.enterBeyondWalk 38"),
                largeOnesCalledIn(AccessSet.class, List.of("last", "lastOfTwo", "enter")));
    }

    @Test
    void noCallIsLeftInTheReadOfASnapshot() {
        assertEquals(Set.of(), largeOnesCalledIn(SnapshotTxn.class, List.of("read")));
    }

    @Test
    void aVariablePassesEachCallOn() {
        for (Class<?> type : List.of(TLong.class, TVar.class)) {
            Map<String, Code> methods = methods(type);
            for (String name : List.of("get", "set")) {
                assertTrue(methods.get(name).size <= SMALL, () -> type + "." + name + ": " + methods.get(name));
            }
        }
    }

    @Test
    void aLargeMethodIsFound() {
        assertEquals(
                Set.of("dev.tvar.stm.internal.tx.Attempt.toWrite 54"),
                largeOnesCalledIn(Attempt.class, List.of("writeGenerally")));
    }
}
