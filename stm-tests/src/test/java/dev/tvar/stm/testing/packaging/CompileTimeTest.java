package dev.tvar.stm.testing.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.testing.support.Jvm;
import dev.tvar.stm.testing.support.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Misuse that the compiler refuses, each next to correct use that it accepts. */
class CompileTimeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path target;

    private List<String> complaintsAbout(String statement) throws IOException {
        String program = """
            import dev.tvar.stm.*;
            class Program {
                static final TVar<String> word = TVar.of("");
                static final TLong number = TLong.of(0);
                static void io() throws java.io.IOException {}
                static void program() {
                    %s
                }
            }
            """;
        return Sources.compile(
                Map.of("Program.java", program.formatted(statement)),
                target,
                "-proc:none",
                "-cp",
                Jvm.locationOf(STM.class).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String s = STM.atomically(word::get);",
                "String s = STM.snapshot(word::get);",
                "long n = STM.atomically(number::get) + STM.snapshot(tx -> number.get(tx));",
                "STM.run(tx -> word.set(tx, word.get(tx)));",
                "STM.run(tx -> number.add(tx, 1));",
                "boolean b = STM.atomically(tx -> number.isAtLeast(tx, 1));",
                "boolean b = STM.snapshot(tx -> number.isAtLeast(tx, 1));",
                "STM.runSnapshot(tx -> System.out.println(word.get(tx)));",
                "STM.run(tx -> tx.runNested(in -> word.set(in, \"\")));",
                "STM.run(tx -> tx.runOrElse(in -> word.set(in, \"\"), in -> in.retry()));",
                "STM.run(STM.runOrElse(tx -> tx.check(false), tx -> word.set(tx, \"\"), tx -> number.add(tx, 1)));",
                "try { STM.run(tx -> tx.runNested(in -> io())); } catch (java.io.IOException e) { }",
                "try { STM.runSnapshot(tx -> io()); } catch (java.io.IOException e) { }",
                "String s = STM.atomically(tx -> tx.orElse(in -> word.get(in), in -> in.retry()));",
                "String s = STM.atomically(tx -> tx.retry());",
                "String s = STM.atomically(STM.orElse(word::get, tx -> tx.retry(), tx -> \"\"));",
                "Object o = STM.<Object, RuntimeException>atomically(word::get);",
                "int i = STM.with(TxnOptions.defaults()).atomically(tx -> 1);",
                "try { STM.run(tx -> io()); } catch (java.io.IOException e) { }",
                "try { STM.snapshot(tx -> { io(); return 1; }); } catch (java.io.IOException e) { }",
                "ReadTxn[] reads = new Txn[1];",
                "String s = word.now() + number.now();"
            })
    void correctUseCompilesWithoutAWarning(String statement) throws IOException {
        assertEquals(
                List.of(),
                complaintsAbout(statement).stream()
                        .filter(c -> !c.contains("jspecify") && !c.contains("NullMarked") && !c.contains("Nullable"))
                        .toList());
    }

    private void assertRefused(String statement, String reason) throws IOException {
        List<String> errors = complaintsAbout(statement).stream()
                .filter(complaint -> complaint.startsWith("ERROR"))
                .toList();
        assertFalse(errors.isEmpty(), () -> statement + " compiles");
        assertTrue(
                errors.get(0).startsWith("ERROR line 7") && errors.get(0).contains(reason),
                () -> statement + " gave " + errors);
    }

    @Test
    void readingOutsideATransactionDoesNotCompile() throws IOException {
        assertRefused("String s = word.get();", "cannot be applied to given types");
        assertRefused("long n = number.get();", "cannot be applied to given types");
    }

    @Test
    void writingOutsideATransactionDoesNotCompile() throws IOException {
        assertRefused("word.set(\"\");", "cannot be applied to given types");
        assertRefused("number.add(1);", "cannot be applied to given types");
    }

    @Test
    void writingInASnapshotDoesNotCompile() throws IOException {
        String reason = "ReadTxn cannot be converted to dev.tvar.stm.Txn";
        assertRefused("STM.snapshot(tx -> { word.set(tx, \"\"); return 1; });", reason);
        assertRefused("STM.snapshot(tx -> word.getAndSet(tx, \"\"));", reason);
        assertRefused("STM.snapshot(tx -> word.update(tx, s -> s));", reason);
        assertRefused("STM.snapshot(tx -> { number.set(tx, 1); return 1; });", reason);
        assertRefused("STM.snapshot(tx -> { number.add(tx, 1); return 1; });", reason);
    }

    @Test
    void waitingInASnapshotDoesNotCompile() throws IOException {
        assertRefused("STM.snapshot(tx -> tx.retry());", "cannot find symbol");
        assertRefused("STM.snapshot(tx -> { tx.afterCommit(() -> {}); return 1; });", "cannot find symbol");
    }

    @Test
    void aCheckedExceptionMustBeDealtWith() throws IOException {
        assertRefused("STM.run(tx -> io());", "unreported exception java.io.IOException");
        assertRefused("STM.atomically(tx -> { io(); return 1; });", "unreported exception java.io.IOException");
        assertRefused("STM.snapshot(tx -> { io(); return 1; });", "unreported exception java.io.IOException");
    }

    @Test
    void ownTransactionsAndVariablesDoNotCompile() throws IOException {
        assertRefused("class Mine implements ReadTxn {}", "sealed");
        assertRefused("class Mine extends TLong {}", "sealed");
        assertRefused("new TVar<String>(null, null, null);", "private access");
    }
}
