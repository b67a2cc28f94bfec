package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages of the engine depend on each other downwards only, and few of its types form a cycle. */
class LayersTest {
    /** From the top down; packages of one layer do not depend on each other. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("flow"),
            Set.of("tx"),
            Set.of("access", "snapshot"),
            Set.of("cell"),
            Set.of("seam"),
            Set.of("diagnostics"),
            Set.of("text"));

    private static final int LARGEST_CYCLE = 6;

    private static final Pattern LINE =
            Pattern.compile("\\s+dev\\.tvar\\.stm\\.(\\S+)\\s+-> dev\\.tvar\\.stm\\.(\\S+).*");

    /** A top-level type that uses another one; both are named without {@code dev.tvar.stm}. */
    private record Use(String user, String used) {
        private static String topLevel(String type) {
            return type.split("\\$")[0];
        }

        private static boolean isInternal(String type) {
            return type.startsWith("internal.");
        }

        /** The place of the type's package from the top. */
        private static int layer(String type) {
            String room = type.split("\\.")[1];
            for (int i = 0; i < LAYERS.size(); i++) {
                if (LAYERS.get(i).contains(room)) {
                    return i;
                }
            }
            throw new AssertionError("no layer has the package of " + type);
        }

        private static String home(String type) {
            return type.substring(0, type.lastIndexOf('.'));
        }

        boolean isInternal() {
            return isInternal(user) && isInternal(used);
        }

        boolean isUpwards() {
            return !home(user).equals(home(used)) && layer(user) >= layer(used);
        }
    }

    // ---- reading dependencies

    private static Set<Use> uses(Path classes) {
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int code = jdeps.run(
                new PrintWriter(out), new PrintWriter(out), "-v", "--ignore-missing-deps", classes.toString());
        assertEquals(0, code, out::toString);
        return out.toString()
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(match -> new Use(Use.topLevel(match.group(1)), Use.topLevel(match.group(2))))
                .filter(use -> !use.user.equals(use.used))
                .collect(Collectors.toSet());
    }

    private static Set<Use> usesOfTheEngine() throws URISyntaxException {
        return uses(Path.of(
                TVar.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }

    private static List<Use> upward(Collection<Use> uses) {
        return uses.stream().filter(Use::isInternal).filter(Use::isUpwards).toList();
    }

    /** The most types of the engine each of which reaches all others. */
    private static Set<String> largestCycle(Collection<Use> uses) {
        Map<String, Set<String>> used = uses.stream()
                .filter(Use::isInternal)
                .collect(Collectors.groupingBy(Use::user, Collectors.mapping(Use::used, Collectors.toSet())));
        Map<String, Set<String>> reached =
                used.keySet().stream().collect(Collectors.toMap(type -> type, type -> reachedFrom(type, used)));
        return reached.keySet().stream()
                .map(type -> reached.getOrDefault(type, Set.of()).stream()
                        .filter(other -> reached.getOrDefault(other, Set.of()).contains(type))
                        .collect(Collectors.toCollection(TreeSet<String>::new)))
                .max(Comparator.comparingInt(Set::size))
                .orElseThrow();
    }

    private static Set<String> reachedFrom(String type, Map<String, Set<String>> used) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(type));
        while (!open.isEmpty()) {
            for (String next : used.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }

    // ---- the engine

    @Test
    void noPackageDependsOnOneAboveIt() throws URISyntaxException {
        Set<Use> uses = usesOfTheEngine();
        assertTrue(uses.stream().filter(Use::isInternal).count() > 100, () -> "read only " + uses);
        assertEquals(List.of(), upward(uses));
    }

    @Test
    void fewTypesFormACycle() throws URISyntaxException {
        Set<String> largest = largestCycle(usesOfTheEngine());
        assertTrue(largest.size() <= LARGEST_CYCLE, largest::toString);
    }

    /** What the engine needs of a variable is no part of its public interface. */
    @Test
    void variablesHaveNoMethodsOfTheEngine() {
        for (Class<?> variable : List.of(TVar.class, TLong.class)) {
            assertEquals(
                    Set.of("toString"),
                    Stream.of(variable.getMethods())
                            .filter(method ->
                                    method.getDeclaringClass().getName().contains(".internal."))
                            .map(Method::getName)
                            .collect(Collectors.toSet()));
        }
    }

    // ---- the check can fail

    private static Set<Use> usesOf(Path folder, Map<String, String> sources) throws IOException {
        for (Map.Entry<String, String> each : sources.entrySet()) {
            Path file = folder.resolve(each.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
        String[] arguments = Stream.concat(
                        Stream.of("-d", folder.resolve("classes").toString()),
                        sources.keySet().stream().map(name -> folder.resolve(name.replace('.', '/') + ".java")
                                .toString()))
                .toArray(String[]::new);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertEquals(0, javac.run(System.out, System.err, arguments));
        return uses(folder.resolve("classes"));
    }

    @Test
    void anUpwardReferenceIsFound(@TempDir Path folder) throws IOException {
        Set<Use> uses = usesOf(
                folder,
                Map.of(
                        "Low",
                        "package dev.tvar.stm.internal.cell; public class Low { dev.tvar.stm.internal.tx.High user; }",
                        "High",
                        "package dev.tvar.stm.internal.tx; public class High { dev.tvar.stm.internal.cell.Low used; }"));
        assertEquals(List.of(new Use("internal.cell.Low", "internal.tx.High")), upward(uses));
        assertEquals(Set.of("internal.cell.Low", "internal.tx.High"), largestCycle(uses));
    }

    @Test
    void packagesOfOneLayerAreApart(@TempDir Path folder) throws IOException {
        Set<Use> uses = usesOf(
                folder,
                Map.of(
                        "Beside",
                        "package dev.tvar.stm.internal.access; public class Beside {}",
                        "User",
                        "package dev.tvar.stm.internal.snapshot; class User { dev.tvar.stm.internal.access.Beside it; }"));
        assertEquals(List.of(new Use("internal.snapshot.User", "internal.access.Beside")), upward(uses));
    }
}
