package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The algebra of get, set, retry and orElse. Two bodies are equivalent if, on equal memory and between equal other steps, they end alike, read
 * the same values and leave the same memory.
 */
class LawProperties {
    @Provide
    Arbitrary<BodyStep> steps() {
        return BodyStep.any(3);
    }

    private static void assertEqual(BodyStep left, BodyStep right, int number, int word) {
        assertEquals(BodyStep.run(right, number, word), BodyStep.run(left, number, word), () -> left + " and " + right);
    }

    // ---- get and set

    @Property
    void aGetAfterASetGivesWhatWasSet(@ForAll("steps") BodyStep before, @ForAll long n, @ForAll String s) {
        TLong number = TLong.of(0);
        TVar<String> word = TVar.of("");
        STM.run(tx -> {
            BodyStep.run(before, 0, 0); // joins, so that the sets are not empty
            number.set(tx, n);
            word.set(tx, s);
            assertEquals(n, number.get(tx));
            assertEquals(s, word.get(tx));
        });
        assertEquals(n, number.now());
        assertEquals(s, word.now());
    }

    @Property
    void settingTheValueReadChangesNothing(
            @ForAll("steps") BodyStep before,
            @ForAll("steps") BodyStep after,
            @ForAll @IntRange(min = -2, max = 2) int n) {
        BodyStep setBack = (tx, memory, observed) -> {
            memory.number.set(tx, memory.number.get(tx));
            memory.word.set(tx, memory.word.get(tx));
        };
        assertEqual(BodyStep.all(List.of(before, setBack, after)), BodyStep.all(List.of(before, after)), n, 1);
    }

    @Property
    void theSecondOfTwoSetsStays(@ForAll("steps") BodyStep after, @ForAll int first, @ForAll int second) {
        BodyStep one = (tx, memory, observed) -> {
            memory.number.set(tx, first);
            memory.word.set(tx, first);
        };
        BodyStep two = (tx, memory, observed) -> {
            memory.number.set(tx, second);
            memory.word.set(tx, second);
        };
        assertEqual(BodyStep.all(List.of(one, two, after)), BodyStep.all(List.of(two, after)), 0, 0);
    }

    @Property
    void twoGetsGiveTheSame(@ForAll("steps") BodyStep before, @ForAll @IntRange(min = -2, max = 2) int n) {
        BodyStep.run(
                BodyStep.all(List.of(before, (tx, memory, observed) -> {
                    assertEquals(memory.number.get(tx), memory.number.get(tx));
                    assertEquals(memory.word.get(tx), memory.word.get(tx));
                })),
                n,
                n);
    }

    @Property
    void addIsGetAndSet(@ForAll("steps") BodyStep before, @ForAll("steps") BodyStep after, @ForAll int n) {
        BodyStep add = (tx, memory, observed) -> memory.number.add(tx, n);
        BodyStep set = (tx, memory, observed) -> memory.number.set(tx, memory.number.get(tx) + n);
        assertEqual(BodyStep.all(List.of(before, add, after)), BodyStep.all(List.of(before, set, after)), 1, 1);
    }

    // ---- retry and orElse

    @Property
    void retryIsAUnitOfOrElseOnTheLeft(@ForAll("steps") BodyStep before, @ForAll("steps") BodyStep a) {
        BodyStep choice = BodyStep.orElse(BodyStep.retry(), a);
        assertEqual(BodyStep.all(List.of(before, choice)), BodyStep.all(List.of(before, BodyStep.nested(a))), 0, 1);
        assertEqual(choice, a, 1, 0);
    }

    @Property
    void retryIsAUnitOfOrElseOnTheRight(@ForAll("steps") BodyStep before, @ForAll("steps") BodyStep a) {
        BodyStep choice = BodyStep.orElse(a, BodyStep.retry());
        assertEqual(BodyStep.all(List.of(before, choice)), BodyStep.all(List.of(before, BodyStep.nested(a))), 0, 1);
        assertEqual(choice, a, 1, 0);
    }

    @Property
    void orElseIsAssociative(
            @ForAll("steps") BodyStep before,
            @ForAll("steps") BodyStep a,
            @ForAll("steps") BodyStep b,
            @ForAll("steps") BodyStep c,
            @ForAll("steps") BodyStep after) {
        BodyStep left = BodyStep.orElse(BodyStep.orElse(a, b), c);
        BodyStep right = BodyStep.orElse(a, BodyStep.orElse(b, c));
        assertEqual(BodyStep.all(List.of(before, left, after)), BodyStep.all(List.of(before, right, after)), 1, 0);
    }

    @Property
    void ifTheFirstDoesNotRetryTheSecondDoesNotMatter(@ForAll("steps") BodyStep a, @ForAll("steps") BodyStep b) {
        Assume.that(!BodyStep.run(a, 0, 0).end().equals("retried"));
        assertEqual(BodyStep.orElse(a, b), a, 0, 0);
    }

    @Property
    void ifTheFirstRetriesOnlyTheSecondMatters(@ForAll("steps") BodyStep a, @ForAll("steps") BodyStep b) {
        BodyStep never = BodyStep.all(List.of(a, BodyStep.retry()));
        Assume.that(BodyStep.run(never, 0, 1).end().equals("retried"));
        assertEqual(BodyStep.orElse(never, b), b, 0, 1);
    }

    @Property
    void aStepThatRetriesOrFailsLeavesNothing(
            @ForAll("steps") BodyStep a, @ForAll boolean retries, @ForAll @IntRange(min = -2, max = 2) int n) {
        BodyStep end = retries ? BodyStep.retry() : BodyStep.fail();
        BodyStep.Outcome outcome = BodyStep.run(BodyStep.all(List.of(a, end)), n, n);
        assertEquals(new BodyStep.Outcome(outcome.end(), List.of(), n, n), outcome);
    }

    @Property
    void nestingIsAssociative(@ForAll("steps") BodyStep a, @ForAll("steps") BodyStep b, @ForAll("steps") BodyStep c) {
        assertEqual(
                BodyStep.all(List.of(BodyStep.nested(BodyStep.all(List.of(a, b))), c)),
                BodyStep.all(List.of(a, BodyStep.nested(BodyStep.all(List.of(b, c))))),
                0,
                1);
    }

    @Property
    void aFailedAttemptLeavesNoEffect(@ForAll("steps") BodyStep before, @ForAll("steps") BodyStep a) {
        BodyStep failing = BodyStep.all(List.of(a, BodyStep.fail()));
        Assume.that(!BodyStep.run(BodyStep.all(List.of(before, a)), 0, 1).end().equals("retried"));
        BodyStep caught = (tx, memory, observed) -> observed.add("caught");
        assertEqual(
                BodyStep.all(List.of(before, BodyStep.attempt(failing))), BodyStep.all(List.of(before, caught)), 0, 1);
    }
}
