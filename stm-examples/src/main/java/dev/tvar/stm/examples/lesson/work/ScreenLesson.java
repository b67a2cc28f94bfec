package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A screen follows a bank. One that polls the accounts one by one shows money that does not exist; one that subscribes to
 * the balances shows every state at one instant, and, however slow it is, in the end the last one.
 */
public final class ScreenLesson implements Lesson {
    private static final Card CARD = Card.of("C5", "screen", "a screen that follows a bank, without polling")
            .asks("A screen is slower than the tellers. What does it show, and does it miss the end?")
            .shows(
                    "the polling screen shows a total that never was; the subscribed one paints fewer frames than there were transfers, every total right, and the last frame is the last state")
            .threads("tellers", 1, 3, 16);

    private static final int ACCOUNTS = 4;
    private static final int TRANSFERS = 2_000;
    private static final int SHOWN = 4;
    private static final long OPENING = 1_000;

    private static List<TLong> accounts() {
        return Stream.generate(() -> TLong.of(OPENING)).limit(ACCOUNTS).toList();
    }

    private static void transfer(TLong from, TLong to, long amount) {
        STM.run(tx -> {
            from.add(tx, -amount);
            to.add(tx, amount);
        });
    }

    /** Reads account by account, while one transfer is made from the last to the first; returns the total that it shows. */
    static long polled() {
        List<TLong> accounts = accounts();
        long total = accounts.get(0).now();
        transfer(accounts.get(ACCOUNTS - 1), accounts.get(0), 300);
        for (int i = 1; i < ACCOUNTS; i++) {
            total += accounts.get(i).now();
        }
        return total;
    }

    /** Paints each state that it receives, slowly, and ends with the one that has all transfers. */
    private static final class Screen implements Flow.Subscriber<List<Long>> {
        private final FutureTask<List<List<Long>>> painted;
        private final List<List<Long>> frames = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;

        Screen() {
            painted = new FutureTask<>(() -> List.copyOf(frames));
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<Long> state) {
            frames.add(state);
            if (state.get(ACCOUNTS) == TRANSFERS) {
                Objects.requireNonNull(subscription).cancel();
                painted.run();
            } else {
                Thread.yield(); // while it paints, the tellers continue
                Objects.requireNonNull(subscription).request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            throw new IllegalStateException("the bank cannot be read", thrown);
        }

        @Override
        public void onComplete() {
            // the stream of a bank has no end
        }
    }

    /** The frames of a screen that follows a bank; a frame has the balances, and the number of transfers made. */
    static List<List<Long>> followed(Setup setup) {
        List<TLong> accounts = accounts();
        TLong made = TLong.of(0);
        SplittableRandom[] randoms = setup.randoms(setup.threads());
        ExecutorService painter = Executors.newSingleThreadExecutor();
        try {
            Screen screen = new Screen();
            List<TLong> columns =
                    Stream.concat(accounts.stream(), Stream.of(made)).toList();
            STM.changes(tx -> columns.stream().map(each -> each.get(tx)).toList(), Object::equals, painter)
                    .subscribe(screen);
            Workers.run(setup.threads(), teller -> {
                SplittableRandom random = randoms[teller];
                for (int i = teller; i < TRANSFERS; i += setup.threads()) {
                    TLong from = accounts.get(random.nextInt(ACCOUNTS));
                    TLong to = accounts.get(random.nextInt(ACCOUNTS));
                    STM.run(tx -> {
                        transfer(from, to, 1); // joins this transaction
                        made.add(tx, 1);
                    });
                }
            });
            return screen.painted.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the last frame", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the screen failed", e);
        } finally {
            painter.shutdown();
        }
    }

    static long total(List<Long> frame) {
        return frame.stream().limit(ACCOUNTS).mapToLong(Long::longValue).sum();
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        long all = ACCOUNTS * OPENING;
        out.println(Text.format(
                "The bank has %,d. A screen that reads one account after the other, during a transfer, shows %,d.",
                all, polled()));
        List<List<Long>> frames = followed(setup);
        out.println();
        out.println(Text.format(
                "A screen that subscribes, during %,d transfers: it painted %s, the last after %,d transfers.",
                TRANSFERS,
                Text.count(frames.size(), "frame"),
                frames.get(frames.size() - 1).get(ACCOUNTS)));
        out.println("Its last frames, with the number of transfers:");
        for (List<Long> frame : frames.subList(Math.max(0, frames.size() - SHOWN), frames.size())) {
            out.println(
                    Text.format("  %s = %,d after %,d", frame.subList(0, ACCOUNTS), total(frame), frame.get(ACCOUNTS)));
        }
        boolean held = frames.stream().allMatch(frame -> total(frame) == all)
                && frames.get(frames.size() - 1).get(ACCOUNTS) == TRANSFERS;
        return Text.state(out, "every frame shows all the money, and the last frame is the last state", held);
    }
}
