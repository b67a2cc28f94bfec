package dev.tvar.stm.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What outlives an attempt is what it depended on, and nothing else. */
class DependenciesTest {
    private final TLong read = TLong.named("read", 1);
    private final TLong compared = TLong.named("compared", 2);
    private final TLong written = TLong.named("written", 3);
    private final PlainSet set = new PlainSet();

    @Test
    void readsAndAnswersAreKeptAndWritesAreNot() {
        set.recordRead(null, read, 10, 0);
        set.recordAnswer(null, compared, 5, 2, Long.MAX_VALUE);
        set.toWrite(null, written, Access.SET).set(7L);
        Access both = set.toWrite(set.find(read), read, Access.SET);
        both.set(8L);
        Dependencies kept = new Dependencies(set);
        assertEquals(List.of("read", "compared"), Validation.namesDependedOn(kept, 8));
        assertEquals(2, kept.size());
        assertFalse(kept.hasWrites());
        assertTrue(kept.hasAny(Access.ANSWERED));
        assertEquals(10, kept.first().word);
        assertEquals(Access.READ, kept.first().flags);
        assertEquals(Access.ANSWERED, AccessSet.next(kept.first()).flags);
    }

    @Test
    void withoutAnswersNoneAreChecked() {
        set.recordRead(null, read, 10, 0);
        assertFalse(new Dependencies(set).hasAny(Access.ANSWERED));
    }

    @Test
    void answersAreTakenOver() {
        STM.run(tx -> compared.set(tx, 2));
        set.recordAnswer(null, compared, 0, 0, 5);
        Dependencies kept = new Dependencies(set);
        set.clear();
        set.recordAnswer(null, compared, 0, 6, 9); // the attempt's next use of its entry
        assertEquals(Answers.Verdict.HOLD, Validation.answersAt(kept, Long.MAX_VALUE));
        STM.run(tx -> compared.set(tx, 6));
        assertEquals(Answers.Verdict.CHANGED, Validation.answersAt(kept, Long.MAX_VALUE));
    }

    @Test
    void manyVariablesAreKept() {
        for (int i = 0; i < 100; i++) {
            set.recordRead(null, TLong.of(i), i, 0);
        }
        assertEquals(100, new Dependencies(set).size());
    }

    @Test
    void theVariablesCanBeNamedInAnotherSet() {
        set.recordRead(null, read, 10, 0);
        set.recordAnswer(null, compared, 0, 0, 5);
        PlainSet other = new PlainSet();
        new Dependencies(set).nameIn(other);
        assertEquals(List.of("read", "compared"), Validation.namesDependedOn(other, 8));
    }
}
