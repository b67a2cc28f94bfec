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
    Arbitrary<Step> steps() {
        return Step.any(3);
    }

    private static void assertEqual(Step left, Step right, int number, int word) {
        assertEquals(Step.run(right, number, word), Step.run(left, number, word), () -> left + " and " + right);
    }

    // ---- get and set

    @Property
    void aGetAfterASetGivesWhatWasSet(@ForAll("steps") Step before, @ForAll long n, @ForAll String s) {
        TLong number = TLong.of(0);
        TVar<String> word = TVar.of("");
        STM.run(tx -> {
            Step.run(before, 0, 0); // joins, so that the sets are not empty
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
            @ForAll("steps") Step before, @ForAll("steps") Step after, @ForAll @IntRange(min = -2, max = 2) int n) {
        Step setBack = (tx, memory, observed) -> {
            memory.number.set(tx, memory.number.get(tx));
            memory.word.set(tx, memory.word.get(tx));
        };
        assertEqual(Step.all(List.of(before, setBack, after)), Step.all(List.of(before, after)), n, 1);
    }

    @Property
    void theSecondOfTwoSetsStays(@ForAll("steps") Step after, @ForAll int first, @ForAll int second) {
        Step one = (tx, memory, observed) -> {
            memory.number.set(tx, first);
            memory.word.set(tx, first);
        };
        Step two = (tx, memory, observed) -> {
            memory.number.set(tx, second);
            memory.word.set(tx, second);
        };
        assertEqual(Step.all(List.of(one, two, after)), Step.all(List.of(two, after)), 0, 0);
    }

    @Property
    void twoGetsGiveTheSame(@ForAll("steps") Step before, @ForAll @IntRange(min = -2, max = 2) int n) {
        Step.run(
                Step.all(List.of(before, (tx, memory, observed) -> {
                    assertEquals(memory.number.get(tx), memory.number.get(tx));
                    assertEquals(memory.word.get(tx), memory.word.get(tx));
                })),
                n,
                n);
    }

    @Property
    void addIsGetAndSet(@ForAll("steps") Step before, @ForAll("steps") Step after, @ForAll int n) {
        Step add = (tx, memory, observed) -> memory.number.add(tx, n);
        Step set = (tx, memory, observed) -> memory.number.set(tx, memory.number.get(tx) + n);
        assertEqual(Step.all(List.of(before, add, after)), Step.all(List.of(before, set, after)), 1, 1);
    }

    // ---- retry and orElse

    @Property
    void retryIsAUnitOfOrElseOnTheLeft(@ForAll("steps") Step before, @ForAll("steps") Step a) {
        Step choice = Step.orElse(Step.retry(), a);
        assertEqual(Step.all(List.of(before, choice)), Step.all(List.of(before, Step.nested(a))), 0, 1);
        assertEqual(choice, a, 1, 0);
    }

    @Property
    void retryIsAUnitOfOrElseOnTheRight(@ForAll("steps") Step before, @ForAll("steps") Step a) {
        Step choice = Step.orElse(a, Step.retry());
        assertEqual(Step.all(List.of(before, choice)), Step.all(List.of(before, Step.nested(a))), 0, 1);
        assertEqual(choice, a, 1, 0);
    }

    @Property
    void orElseIsAssociative(
            @ForAll("steps") Step before,
            @ForAll("steps") Step a,
            @ForAll("steps") Step b,
            @ForAll("steps") Step c,
            @ForAll("steps") Step after) {
        Step left = Step.orElse(Step.orElse(a, b), c);
        Step right = Step.orElse(a, Step.orElse(b, c));
        assertEqual(Step.all(List.of(before, left, after)), Step.all(List.of(before, right, after)), 1, 0);
    }

    @Property
    void ifTheFirstDoesNotRetryTheSecondDoesNotMatter(@ForAll("steps") Step a, @ForAll("steps") Step b) {
        Assume.that(!Step.run(a, 0, 0).end().equals("retried"));
        assertEqual(Step.orElse(a, b), a, 0, 0);
    }

    @Property
    void ifTheFirstRetriesOnlyTheSecondMatters(@ForAll("steps") Step a, @ForAll("steps") Step b) {
        Step never = Step.all(List.of(a, Step.retry()));
        Assume.that(Step.run(never, 0, 1).end().equals("retried"));
        assertEqual(Step.orElse(never, b), b, 0, 1);
    }

    @Property
    void aStepThatRetriesOrFailsLeavesNothing(
            @ForAll("steps") Step a, @ForAll boolean retries, @ForAll @IntRange(min = -2, max = 2) int n) {
        Step end = retries ? Step.retry() : Step.fail();
        Step.Outcome outcome = Step.run(Step.all(List.of(a, end)), n, n);
        assertEquals(new Step.Outcome(outcome.end(), List.of(), n, n), outcome);
    }

    @Property
    void nestingIsAssociative(@ForAll("steps") Step a, @ForAll("steps") Step b, @ForAll("steps") Step c) {
        assertEqual(
                Step.all(List.of(Step.nested(Step.all(List.of(a, b))), c)),
                Step.all(List.of(a, Step.nested(Step.all(List.of(b, c))))),
                0,
                1);
    }

    @Property
    void aFailedAttemptLeavesNoEffect(@ForAll("steps") Step before, @ForAll("steps") Step a) {
        Step failing = Step.all(List.of(a, Step.fail()));
        Assume.that(!Step.run(Step.all(List.of(before, a)), 0, 1).end().equals("retried"));
        Step caught = (tx, memory, observed) -> observed.add("caught");
        assertEqual(Step.all(List.of(before, Step.attempt(failing))), Step.all(List.of(before, caught)), 0, 1);
    }
}
