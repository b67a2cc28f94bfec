package dev.tvar.stm.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of a large set, from attempt to attempt. */
class AccessTableTest {
    private final AccessTable table = new AccessTable();

    /** The entries of a set; each attempt uses the first of them. */
    private final List<Access> entries = new ArrayList<>();

    private static List<TLong> variables(int count) {
        return IntStream.range(0, count).mapToObj(TLong::of).toList();
    }

    private Access entry(int index) {
        if (entries.size() < index) {
            entries.add(new Access(index == 1 ? null : entries.get(index - 2)));
        }
        return entries.get(index - 1);
    }

    /** Enters the variables, all but the first {@code before} through the table. */
    private void attempt(List<TLong> variables, int before) {
        for (int i = 0; i < before; i++) {
            entry(i + 1).cell = variables.get(i);
        }
        table.begin(before == 0 ? null : entry(before), before);
        for (int i = before; i < variables.size(); i++) {
            TLong variable = variables.get(i);
            assertNull(table.find(variable));
            table.enter(entry(i + 1), variable);
            entry(i + 1).cell = variable;
        }
    }

    private void assertAllFound(List<TLong> variables) {
        for (int i = 0; i < variables.size(); i++) {
            assertSame(entries.get(i), table.find(variables.get(i)));
        }
        variables(100).forEach(other -> assertNull(table.find(other)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 25, 63, 64, 65, 1000})
    void everyEntryIsFoundAsTheTableGrows(int before) {
        List<TLong> variables = variables(5000);
        attempt(variables, before);
        assertAllFound(variables);
    }

    @Test
    void anAttemptFindsNothingOfTheOneBefore() {
        List<TLong> variables = variables(3000);
        attempt(variables, 25);
        table.end(3000);
        assertFalse(table.isFilled());
        List<TLong> others = variables(2000);
        attempt(others, 30);
        assertTrue(table.isFilled());
        assertAllFound(others);
        variables.forEach(former -> assertNull(table.find(former)));
    }

    @Test
    void aStreamOfAttemptsOfOneSizeNeedsNoNewArrays() {
        List<TLong> variables = variables(700);
        attempt(variables, 25);
        table.end(700);
        attempt(variables, 25);
        int slots = table.capacity();
        table.end(700);
        for (int i = 0; i < 10; i++) {
            attempt(variables, 25);
            assertEquals(slots, table.capacity());
            table.end(700);
        }
    }

    @Test
    void whatAGiantNeededIsForgotten() {
        attempt(variables(60_000), 25);
        table.end(60_000);
        int giant = table.capacity();
        for (int i = 0; i < 20; i++) {
            List<TLong> few = variables(30);
            attempt(few, 25);
            assertAllFound(few);
            table.end(30);
        }
        assertTrue(64 * table.capacity() <= giant, () -> table.capacity() + " of " + giant);
        int kept = 0;
        for (Access a = entries.get(0); a != null; a = a.next) {
            kept++;
        }
        assertNotEquals(60_000, kept);
        assertTrue(kept <= table.capacity(), "entries: " + kept);
    }

    @Test
    void theNewestOfSeveralEntriesIsFound() {
        TLong twice = TLong.of(0);
        List<TLong> variables = new ArrayList<>(variables(40));
        variables.set(3, twice);
        variables.set(30, twice);
        attempt(variables, 40);
        assertEquals(31, Objects.requireNonNull(table.find(twice)).index);
    }
}
