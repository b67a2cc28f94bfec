package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.jdbc.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceLessonTest {
    @Test
    void bothClientsReadTheSameBalanceAndTheLaterWriteWins() {
        try (LedgerRace race = LedgerRace.inMemory()) {
            String story = race.story(Ledger.CHECK_THEN_UPDATE);
            String read = "SELECT balance FROM ledger_account WHERE id = 'a' -> 100";
            assertTrue(story.indexOf(read) != story.lastIndexOf(read), story);
            assertTrue(story.contains("SET balance = 50 ") && story.contains("SET balance = 70 "), story);
            assertFalse(race.explore(Ledger.CHECK_THEN_UPDATE, 1).failure().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SELECT_FOR_UPDATE", "VERSION_COLUMN", "GUARDED_UPDATE"})
    void theRightLedgersLoseNoUpdate(Ledger ledger) {
        try (LedgerRace race = LedgerRace.inMemory()) {
            race.explore(ledger, 1).requireNoFailure();
            assertTrue(race.story(ledger).contains("ledger_account"));
        }
    }
}
