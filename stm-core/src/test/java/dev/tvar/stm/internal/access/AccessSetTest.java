package dev.tvar.stm.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.cell.Cells;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The access set in isolation: every entry is found at any size, and a cleared set is empty. */
class AccessSetTest {
    private final AccessSet set = new PlainSet();

    private static List<TLong> variables(int count) {
        return IntStream.range(0, count).mapToObj(i -> TLong.named("v" + i, i)).toList();
    }

    private void readAll(List<TLong> variables) {
        for (TLong each : variables) {
            set.recordRead(null, each, Cells.word(each), 0);
        }
    }

    private void write(TLong variable) {
        set.toWrite(set.find(variable), variable, Access.SET).set(1L);
    }

    private Access last() {
        return Objects.requireNonNull(set.last());
    }

    private int indexOf(TLong variable) {
        return Objects.requireNonNull(set.find(variable)).index;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 23, 24, 25, 26, 49, 50, 51, 96, 100, 1000, 5000})
    void everyEntryIsFound(int count) {
        List<TLong> variables = variables(count);
        readAll(variables);
        assertEquals(count, set.size());
        for (int i = 0; i < count; i++) {
            assertEquals(i + 1, indexOf(variables.get(i)));
        }
        assertNull(set.find(TLong.of(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 25, 26, 48, 50, 300})
    void anEntryAddedByALookUpIsFound(int count) {
        List<TLong> variables = variables(count);
        for (int i = 0; i < count; i++) {
            assertNull(set.find(variables.get(i)));
            write(variables.get(i));
            assertEquals(1, indexOf(variables.get(0)));
            assertEquals(i + 1, indexOf(variables.get(i)));
            assertEquals(i + 1, set.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 22, 23, 24, 30, 60, 200})
    void theNewestOfSeveralEntriesIsFound(int between) {
        TLong twice = TLong.of(0);
        readAll(List.of(twice));
        readAll(variables(between));
        readAll(List.of(twice));
        assertEquals(between + 2, indexOf(twice));
        readAll(List.of(twice));
        assertEquals(between + 3, indexOf(twice));
        readAll(variables(between));
        assertEquals(between + 3, indexOf(twice));
    }

    @Test
    void withReadsOnlyThereAreNoLookUps() {
        TLong variable = TLong.of(0);
        assertNull(set.findForRead(variable));
        readAll(List.of(variable));
        assertNull(set.findForRead(variable));
        write(TLong.of(1));
        assertSame(set.find(variable), set.findForRead(variable));
    }

    @Test
    void withAnAnswerPresentReadsAreLookedUp() {
        TLong variable = TLong.of(0);
        set.recordAnswer(null, variable, 0, 0, 1);
        assertSame(set.last(), set.findForRead(variable));
    }

    @Test
    void aLargeReadSetIsLookedUp() {
        TLong variable = TLong.of(0);
        readAll(List.of(variable));
        readAll(variables(23));
        assertNull(set.findForRead(variable));
        readAll(variables(1));
        assertEquals(25, set.size());
        assertEquals(1, Objects.requireNonNull(set.findForRead(variable)).index);
    }

    @Test
    void anEntryThatIsFoundIsReused() {
        TLong variable = TLong.of(0);
        readAll(List.of(variable));
        write(variable);
        set.recordRead(set.find(variable), variable, 6, 0);
        set.recordAnswer(set.find(variable), variable, 3, 0, 1);
        assertEquals(1, set.size());
        assertEquals(6, last().word);
        assertTrue(last().has(Access.ANSWERED) && last().has(Access.SET));
    }

    @Test
    void theFlagsOfAllEntriesAreKnown() {
        assertTrue(Validation.dependsOnNothing(set));
        assertFalse(set.hasWrites());
        readAll(variables(1));
        assertFalse(Validation.dependsOnNothing(set));
        assertFalse(set.hasAny(Access.ANSWERED | Access.SET | Access.ADD) || set.hasWrites());
        write(TLong.of(1));
        assertTrue(set.hasWrites() && set.hasAny(Access.SET));
        set.clear();
        assertTrue(Validation.dependsOnNothing(set));
        assertFalse(set.hasWrites());
        set.recordAnswer(null, TLong.of(0), 0, 0, 1);
        assertFalse(Validation.dependsOnNothing(set));
        assertTrue(set.hasAny(Access.ANSWERED));
    }

    @Test
    void aReadIsUntouchedWhileItsStampIsUnchanged() {
        List<TLong> three = variables(3);
        readAll(three);
        assertTrue(Validation.isFewAndUntouched(set));
        Cells.setAwaited(three.get(0));
        assertFalse(Validation.isFewAndUntouched(set));
        set.clear();
        assertTrue(Validation.isFewAndUntouched(set));
        readAll(three);
        assertTrue(Validation.isFewAndUntouched(set));
        Cells.write(three.get(2), 9);
        assertFalse(Validation.isFewAndUntouched(set));
    }

    @Test
    void truncatingTheSetForgetsTheLaterWrites() {
        List<TLong> three = variables(3);
        three.forEach(this::write);
        set.savepoints().forgetWritesAfter(2);
        assertTrue(Objects.requireNonNull(set.find(three.get(1))).isWritten());
        assertFalse(Objects.requireNonNull(set.find(three.get(2))).isWritten());
        set.savepoints().forgetWritesAfter(0);
        assertFalse(Objects.requireNonNull(set.find(three.get(0))).isWritten());
    }

    @Test
    void theFirstVariablesAreNamedAndTheOthersAbbreviated() {
        List<TLong> three = variables(3);
        readAll(three);
        readAll(three);
        write(TLong.of(1));
        assertEquals(List.of("v0", "v1", "v2"), Validation.namesDependedOn(set, 3));
        assertEquals(List.of("v0", "v1", "..."), Validation.namesDependedOn(set, 2));
        assertEquals(List.of("v0", "v1", "v2"), Validation.namesDependedOn(set, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 25, 1024, AccessSet.KEEP_LIMIT})
    void theEntriesOfAnOrdinaryAttemptAreUsedAgain(int count) {
        List<TLong> variables = variables(count);
        variables.forEach(this::write);
        Access last = set.last();
        set.clear();
        assertEquals(0, set.size());
        assertNull(set.last());
        assertSame(set.end(), set.first());
        assertNull(set.find(variables.get(0)));
        readAll(variables);
        assertSame(last, set.last());
        assertFalse(Objects.requireNonNull(last).isWritten());
        assertEquals(count, indexOf(variables.get(count - 1)));
        assertEquals(1, indexOf(variables.get(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 25, 1024})
    void aClearedSetHoldsNoVariableAndNoValue(int count) {
        for (int i = 0; i < count; i++) {
            TVar<String> variable = TVar.of("");
            set.toWrite(set.find(variable), variable, Access.SET | AccessSet.REFERS)
                    .set("value");
        }
        set.clear();
        int entries = 0;
        for (Access a = set.first(); a != null; a = AccessSet.next(a)) {
            assertNull(a.cell);
            assertNull(a.ref);
            entries++;
        }
        assertEquals(count, entries);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24, 25, 100})
    void aVariableIsWrittenToWhereItWasEntered(int count) {
        List<TLong> variables = variables(count);
        for (int i = 0; i < count; i++) {
            TLong variable = variables.get(i);
            set.toWrite(variable, Access.SET).set(i);
            assertSame(last(), set.toWrite(variable, Access.SET));
            assertEquals(i + 1, set.size());
        }
        assertEquals(1, set.toWrite(variables.get(0), Access.SET).index);
        assertTrue(set.hasWrites());
    }

    @Test
    void theEntriesOfAVeryLargeAttemptAreReleased() {
        List<TLong> variables = variables(AccessSet.KEEP_LIMIT + 1);
        readAll(variables);
        Access second = Objects.requireNonNull(set.first().next);
        Access third = second.next;
        set.clear();
        assertNull(second.next);
        readAll(variables);
        assertNotSame(third, second.next);
        assertEquals(AccessSet.KEEP_LIMIT + 1, indexOf(variables.get(AccessSet.KEEP_LIMIT)));
        assertEquals(1, indexOf(variables.get(0)));
    }

    @Test
    void theChainLeadsFromTheFirstToTheLast() {
        List<TLong> variables = variables(30);
        readAll(variables);
        int count = 0;
        for (Access a = set.first(), end = set.end(); a != end; a = AccessSet.next(a)) {
            assertSame(variables.get(count++), a.cell);
        }
        assertEquals(30, count);
    }

    @Test
    void anEntryAddedWithoutALookUpIsFound() {
        List<TLong> first = variables(30);
        readAll(first);
        assertEquals(30, indexOf(first.get(29)));
        List<TLong> more = variables(500);
        readAll(more);
        assertEquals(1, indexOf(first.get(0)));
        for (int i = 0; i < more.size(); i++) {
            assertEquals(31 + i, indexOf(more.get(i)));
        }
    }

    @Test
    void anUnusedSetIsUntouchedAndHoldsNothing() {
        assertTrue(Validation.isFewAndUntouched(set));
        assertEquals(List.of(), Validation.namesDependedOn(set, 8));
        assertNull(set.last());
        assertSame(set.end(), set.first());
    }
}
