package dev.tvar.stm.testing.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every type that the documents name as code exists, with the member that they name after it. */
class NamedTypesTest {
    private static final Pattern BLOCK = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.@/+:-])([A-Z][a-z]\\w*)(?:\\.(\\w+))?(?![\\w/]|\\.\\w)");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    /** Types of the JDK are looked up there. */
    private static final List<String> JDK = List.of(
            "java.lang.",
            "java.util.",
            "java.util.concurrent.",
            "java.util.concurrent.atomic.",
            "java.util.concurrent.locks.",
            "java.lang.invoke.");

    /** Types of libraries, names of events, options of the JVM, and classes of the documents' own examples. */
    private static final Set<String> ELSEWHERE = Set.of(
            "Combinators",
            "InTxn",
            "InlineSmallCode",
            "LauncherSessionListener",
            "LockingTransaction",
            "FlightRecorder",
            "ServicesResourceTransformer",
            "ShrinkingMode",
            "Test",
            "Tests",
            "TransactionCommit",
            "Type",
            "WatchImpl");

    /** Not members but endings of file names. */
    private static final Set<String> ENDINGS = Set.of("java", "tla", "md", "class");

    private final Map<String, List<String>> sources = new HashMap<>();

    NamedTypesTest() throws IOException {
        for (Path file : Documents.sources()) {
            String text = Files.readString(file);
            DECLARATION
                    .matcher(text)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .distinct()
                    .forEach(type -> sources.computeIfAbsent(type, t -> new ArrayList<>())
                            .add(text));
        }
    }

    @Test
    void everyTypeAndMemberThatADocumentNamesExists() throws IOException {
        Set<String> gone = new TreeSet<>();
        int names = 0;
        for (Path document : Documents.all()) {
            String prose = BLOCK.matcher(Files.readString(document)).replaceAll("");
            for (MatchResult code : CODE.matcher(prose).results().toList()) {
                for (MatchResult name : NAME.matcher(code.group(1)).results().toList()) {
                    names++;
                    if (!exists(name.group(1), name.group(2))) {
                        gone.add(Documents.root().relativize(document) + ": " + name.group());
                    }
                }
            }
        }
        assertTrue(names > 300, "found only " + names + " names");
        assertEquals(Set.of(), gone);
    }

    @Test
    void aNameThatIsGoneIsFound() {
        assertTrue(exists("TVar", null));
        assertTrue(exists("TVar", "getAndSet"));
        assertFalse(exists("TVar", "getAndForget"));
        assertFalse(exists("TVarious", null));
        assertTrue(exists("ReentrantLock", "lock"));
        assertFalse(exists("ReentrantLatch", null));
    }

    private boolean exists(String type, @Nullable String member) {
        if ((member != null && ENDINGS.contains(member))
                || ELSEWHERE.contains(type)
                || JDK.stream().anyMatch(home -> isClass(home + type))) {
            return true;
        }
        List<String> texts = sources.getOrDefault(type, List.of());
        return member == null
                ? !texts.isEmpty()
                : texts.stream().anyMatch(text -> Pattern.compile("\\b" + member + "\\b")
                        .matcher(text)
                        .find());
    }

    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
