package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story of a schedule lists the actions of transactions with the names and values of the program. */
@Tag("seam")
class StoryTest {
    private record Account(String owner, long amount) {
        Account plus(long more) {
            return new Account(owner, amount + more);
        }
    }

    /** Its text is an error, or needs a transaction. */
    private record Awkward(TLong behind) {
        @Override
        public String toString() {
            return "behind is " + STM.<Long, RuntimeException>atomically(behind::get);
        }
    }

    private static final class Nameless {}

    private static Scenario failing(Scenario scenario) {
        return scenario.atTheEnd(() -> {
            throw new IllegalStateException("on purpose");
        });
    }

    private static Failure replay(String schedule, Supplier<Scenario> program) {
        return Explorer.of(1)
                .replay(schedule, () -> failing(program.get()))
                .failure()
                .orElseThrow();
    }

    /** The rows of one thread, in the order of the schedule. */
    private static List<String> column(Failure failure, int thread) {
        return failure.story()
                .lines()
                .skip(1)
                .map(line -> line.split("\\| ?", -1))
                .filter(cells -> cells.length > thread + 1 && !cells[thread + 1].isBlank())
                .map(cells -> cells[thread + 1].stripTrailing())
                .toList();
    }

    // ---- content of a story

    private static Scenario moveAndTake() {
        TVar<Account> from = TVar.named("balance", new Account("ann", 10));
        TVar<Account> to = TVar.named("balance", new Account("ben", 5));
        TVar<String> note = TVar.named("note", "none");
        return new Scenario()
                .thread("mover", () -> STM.with(TxnOptions.defaults().withName("move"))
                        .run(tx -> {
                            tx.afterRollback(() -> {});
                            from.update(tx, account -> account.plus(-3));
                            to.update(tx, account -> account.plus(3));
                            note.set(tx, "moved");
                        }))
                .thread("taker", () -> {
                    STM.run(tx -> to.update(tx, account -> account.plus(-1)));
                    STM.run(tx -> tx.check(!note.get(tx).equals("none")));
                });
    }

    @Test
    void aLostAttemptNamesTheWinnerAndAWaitItsEnd() {
        Failure failure = replay("a9b30", StoryTest::moveAndTake);
        assertEquals(
                List.of(
                        "transaction T1 'move' begins",
                        "  reads balance = Account[owner=ann, amount=10]",
                        "  writes balance = Account[owner=ann, amount=7]",
                        "  reads balance#2 = Account[owner=ben, amount=5]",
                        "  writes balance#2 = Account[owner=ben, amount=8]",
                        "  writes note = \"moved\"",
                        "T1 has a conflict over balance#2 with T2 of taker",
                        "  runs a hook afterRollback",
                        "T1 begins attempt 2",
                        "  reads balance = Account[owner=ann, amount=10]",
                        "  writes balance = Account[owner=ann, amount=7]",
                        "  reads balance#2 = Account[owner=ben, amount=4]",
                        "  writes balance#2 = Account[owner=ben, amount=7]",
                        "  writes note = \"moved\"",
                        "T1 commits: balance = Account[owner=ann, amount=7], balance#2 = Account[owner=ben, amount=7],"
                                + " note = \"moved\"",
                        "ends"),
                column(failure, 0));
        assertEquals(
                List.of(
                        "transaction T2 begins",
                        "  reads balance#2 = Account[owner=ben, amount=5]",
                        "  writes balance#2 = Account[owner=ben, amount=4]",
                        "T2 commits: balance#2 = Account[owner=ben, amount=4]",
                        "transaction T3 begins",
                        "  reads note = \"none\"",
                        "T3 retries: waits for a change of note",
                        "T3 begins attempt 2: T1 of mover has changed note",
                        "  reads note = \"moved\"",
                        "T3 commits",
                        "ends"),
                column(failure, 1));
    }

    @Test
    void theStoryHasPartsAnswersHooksAndSnapshots() {
        Failure failure = replay("", () -> {
            TLong account = TLong.named("account", 100);
            return new Scenario().thread("teller", () -> {
                STM.run(tx -> {
                    tx.afterCommit(account::now);
                    tx.orElse(
                            part -> {
                                account.set(part, 1);
                                return part.retry();
                            },
                            part -> account.isAtLeast(part, 101));
                    account.add(tx, -30);
                    account.get(tx);
                });
                STM.snapshot(account::get);
                try {
                    STM.run(tx -> {
                        throw new IllegalStateException("no");
                    });
                } catch (IllegalStateException expected) {
                    // the part is in the story nevertheless
                }
            });
        });
        assertEquals(
                List.of(
                        "transaction T1 begins",
                        "  writes account = 1",
                        "  undoes a nested part",
                        "  tries the next alternative",
                        "  account is at least 101: no",
                        "  adds -30 to account",
                        "  reads account = 100",
                        "  reads account = 70 (its own)",
                        "T1 commits: account = 70",
                        "  runs a hook afterCommit",
                        "account.now() = 70",
                        "snapshot S2 begins",
                        "  reads account = 70",
                        "S2 ends",
                        "transaction T3 begins",
                        "T3 is undone: IllegalStateException: no",
                        "ends"),
                column(failure, 0));
    }

    // ---- names and values

    @Test
    void equalNamesAreDistinguishedInStepsAndMessages() {
        Supplier<Scenario> program = () -> {
            TLong one = TLong.named("balance", 0);
            TLong other = TLong.named("balance", 0);
            return new Scenario()
                    .thread("one", () -> STM.run(tx -> tx.check(one.get(tx) > 0)))
                    .thread("other", () -> STM.run(tx -> tx.check(other.get(tx) > 0)));
        };
        Failure failure = Explorer.of(1).explore(program).failure().orElseThrow();
        assertEquals("'one' waits for balance; 'other' waits for balance#2", failure.message());
        assertTrue(failure.trace().contains("read balance#2 v0"), failure::trace);
        assertTrue(column(failure, 1).contains("T2 retries: waits for a change of balance#2"), failure::story);
    }

    @Test
    void aValueWithoutATextOfItsOwnHasANumber() {
        Nameless shared = new Nameless();
        Failure failure = replay("", () -> {
            TVar<Object> first = TVar.named("first", shared);
            TVar<Object> second = TVar.named("second", new Nameless());
            TVar<Object> third = TVar.named("third", shared);
            TVar<Object> fourth = TVar.named("fourth", new int[0]);
            return new Scenario()
                    .thread(
                            "reader",
                            () -> STM.run(
                                    tx -> List.of(first, second, third, fourth).forEach(each -> each.get(tx))));
        });
        assertEquals(
                List.of(
                        "  reads first = Nameless#1",
                        "  reads second = Nameless#2",
                        "  reads third = Nameless#1",
                        "  reads fourth = int[]#1"),
                column(failure, 0).stream().filter(row -> row.contains("reads")).toList());
    }

    @Test
    void aLongValueIsCutAndStaysInItsLine() {
        Failure failure = replay("", () -> {
            TVar<Object> value = TVar.named("value", "a\nb" + "c".repeat(1_000));
            return new Scenario().thread("reader", () -> STM.run(value::get));
        });
        String row = column(failure, 0).get(1);
        assertTrue(row.startsWith("  reads value = \"a\\nbccc") && row.endsWith("...\""), row);
        assertTrue(row.length() < 100, row);
    }

    /** toString is user code: it may fail, and it must neither change the schedule nor wait for a lock. */
    @Test
    void aTextThatFailsOrUsesTransactionsChangesNothing() {
        Failure failure = replay("b9a9", () -> {
            TLong behind = TLong.named("behind", 0);
            TVar<Object> throwing = TVar.named("throwing", new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no text");
                }
            });
            TVar<Object> awkward = TVar.named("awkward", new Awkward(behind));
            return new Scenario()
                    .thread(
                            "reader",
                            () -> STM.run(tx -> {
                                throwing.get(tx);
                                awkward.get(tx);
                            }))
                    .thread("writer", () -> STM.run(tx -> behind.set(tx, 1)));
        });
        assertEquals(
                List.of(
                        "transaction T2 begins",
                        "  reads throwing = object#1",
                        "  reads awkward = Awkward#1",
                        "T2 commits",
                        "ends"),
                column(failure, 0));
        assertFalse(
                Arrays.stream(failure.trace().split("\\R")).anyMatch(row -> row.matches(".*\\d \\| [a-z ]*behind.*")),
                failure::trace);
    }

    // ---- the report

    @Test
    void stepsOfTheEngineComeOnRequest() {
        Failure failure =
                Explorer.of(42).explore(CheckThenAct::program).failure().orElseThrow();
        assertEquals(failure.report(Detail.STORY), failure.toString());
        assertTrue(failure.toString().contains("T4 commits: account = 20"), failure::toString);
        assertFalse(failure.toString().contains("ticket"), failure::toString);
        assertTrue(failure.report(Detail.STEPS)
                .startsWith(failure.report(Detail.STORY).substring(0, 100)));
        assertTrue(failure.report(Detail.STEPS).contains("look at ticket"), () -> failure.report(Detail.STEPS));
        Failure detailed = Explorer.of(42)
                .withDetail(Detail.STEPS)
                .explore(CheckThenAct::program)
                .failure()
                .orElseThrow();
        assertEquals(failure.report(Detail.STEPS), detailed.toString());
    }

    @Test
    void theStoryIsTheSameOnPlatformThreadsAndWithHistories() {
        Explorer explorer = Explorer.of(42);
        String story =
                explorer.explore(CheckThenAct::program).failure().orElseThrow().story();
        for (Explorer other : List.of(explorer.withPlatformThreads(), explorer.withHistories())) {
            assertEquals(
                    story,
                    other.explore(CheckThenAct::program).failure().orElseThrow().story());
        }
    }
}
