package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.STM;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.lesson.classic.MeetingPlace.Offer;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.Steps;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two sides meet and swap values atomically. The hard case is impatience: one side gives up just when
 * the other answers. A side that leaves without a last check splits the swap; here checking and
 * leaving are one transaction.
 */
public final class HandshakeLesson implements Lesson {
    private static final Card CARD = Card.of("B5", "handshake", "a rendezvous: values swap at once, or not at all")
            .asks("One side gives up just when the other side answers: did they swap?")
            .shows("half a swap, if checking and leaving are two steps; both values or none, if they are one")
            .threads("pairs", 1, 3, 50);

    private static final int EACH = 5_000;

    /** The values that the sides received. */
    record Swap(Optional<String> annGot, Optional<String> bobGot) {
        boolean whole() {
            return annGot.isPresent() == bobGot.isPresent();
        }
    }

    /**
     * The swaps as reported by each side, from its own value to the other's; and the number of times that a side gave
     * up.
     */
    record Result(Map<Integer, Integer> toldByFirst, Map<Integer, Integer> toldBySecond, int gaveUp) {
        boolean lawHolds(int swaps) {
            Map<Integer, Integer> turned = new TreeMap<>();
            toldBySecond.forEach((own, others) -> turned.put(others, own));
            return toldByFirst.size() == swaps && turned.equals(toldByFirst);
        }
    }

    private interface Leaving {
        Optional<String> leave(MeetingPlace<String, String> place, Offer<String, String> offer, Steps steps);
    }

    /** Ann checks for an answer, Bob answers, Ann leaves: three steps. */
    static Swap leaveWithoutLooking() {
        return story((place, offer, steps) -> {
            Optional<String> answer =
                    steps.at(2, () -> Optional.ofNullable(offer.answer().now()));
            steps.at(4, () -> {});
            return answer;
        });
    }

    /** The same, but Ann checks and leaves in one transaction: her first check was too early, so it runs again. */
    static Swap lookAndLeaveAtOnce() {
        return story((place, offer, steps) -> STM.atomically(tx -> {
            steps.at(2, () -> offer.answer().get(tx) == null);
            steps.at(4, () -> {});
            return place.giveUp(tx, offer);
        }));
    }

    private static Swap story(Leaving leaving) {
        MeetingPlace<String, String> place = new MeetingPlace<>();
        Steps steps = new Steps();
        List<Optional<String>> got = new ArrayList<>(List.of(Optional.empty(), Optional.empty()));
        Workers.runTogether(
                () -> {
                    Offer<String, String> offer = steps.at(1, () -> STM.atomically(tx -> place.offer(tx, "Ann's")));
                    got.set(0, leaving.leave(place, offer, steps));
                },
                () -> {
                    String anns = steps.at(3, () -> STM.atomically(tx -> place.answer(tx, "Bob's")));
                    got.set(1, Optional.of(anns));
                });
        return new Swap(got.get(0), got.get(1));
    }

    /** Many threads meet at one place; the first side sometimes gives up at once, and tries again. */
    static Result play(Setup setup, int each) {
        int pairs = setup.threads();
        MeetingPlace<Integer, Integer> place = new MeetingPlace<>();
        SplittableRandom[] randoms = setup.randoms(pairs);
        Map<Integer, Integer> toldByFirst = new ConcurrentHashMap<>();
        Map<Integer, Integer> toldBySecond = new ConcurrentHashMap<>();
        AtomicInteger gaveUp = new AtomicInteger();
        Workers.run(2 * pairs, worker -> {
            for (int i = 0; i < each; i++) {
                int own = i * pairs + worker % pairs;
                if (worker < pairs) {
                    toldByFirst.put(own, swap(place, own, randoms[worker], gaveUp));
                } else {
                    toldBySecond.put(own, STM.atomically(tx -> place.answer(tx, own)));
                }
            }
        });
        return new Result(toldByFirst, toldBySecond, gaveUp.get());
    }

    private static int swap(
            MeetingPlace<Integer, Integer> place, int own, SplittableRandom random, AtomicInteger gaveUp) {
        while (true) {
            Offer<Integer, Integer> offer = STM.atomically(tx -> place.offer(tx, own));
            if (random.nextInt(4) > 0) {
                return STM.atomically(tx -> place.await(tx, offer));
            }
            Optional<Integer> answer = STM.atomically(tx -> place.giveUp(tx, offer));
            if (answer.isPresent()) {
                return answer.get();
            }
            gaveUp.incrementAndGet();
        }
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        Swap half = leaveWithoutLooking();
        Swap whole = lookAndLeaveAtOnce();
        out.println("Ann offers and finds no answer yet; Bob answers; Ann leaves:");
        out.println();
        Columns table = new Columns("version", "Ann has got", "Bob has got", "swap").left(1, 2, 3);
        row(table, "checks, then leaves", half);
        row(table, "in one transaction", whole);
        table.print(out);
        Result result = play(setup, EACH);
        int swaps = setup.threads() * EACH;
        out.println();
        out.println(Text.format(
                "%,d threads on each side at one place: %,d swaps; the first side gave up %,d times and came again.",
                setup.threads(), result.toldByFirst().size(), result.gaveUp()));
        return Text.state(
                out, "both sides get the other's value, or neither does", whole.whole() && result.lawHolds(swaps));
    }

    private static void row(Columns table, String version, Swap swap) {
        table.row(
                version,
                swap.annGot().orElse("nothing"),
                swap.bobGot().orElse("nothing"),
                swap.whole() ? "whole" : "half");
    }
}
