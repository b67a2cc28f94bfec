package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.examples.lesson.Card;
import dev.tvar.stm.examples.lesson.Lesson;
import dev.tvar.stm.examples.lesson.Setup;
import dev.tvar.stm.examples.support.Columns;
import dev.tvar.stm.examples.support.LockStep;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.Workers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Workers pour three layers each, in lockstep: all pour the first layer before any pours the second. A
 * thread-safe tray is not enough to keep the layers of each cake together.
 */
public final class CakeLesson implements Lesson {
    private static final Card CARD = Card.of("C1", "cake", "layer cakes: four ways for several workers to fill a tray")
            .asks("If every step is atomic, is the whole?")
            .shows("the shared tray mixes the cakes, although it loses no layer; three other ways keep them in order")
            .threads("workers", 2, 4, 26);

    static final int LAYERS = 3;

    /** The {@code number}-th layer of the cake of this worker: {@code A1}. */
    record Layer(int worker, int number) {
        @Override
        public String toString() {
            return (char) ('A' + worker) + "" + number;
        }
    }

    /** Whether every cake is there, its layers together and in order. */
    static boolean inOrder(int workers, List<Layer> tray) {
        boolean together = IntStream.range(0, tray.size()).allMatch(i -> {
            Layer layer = tray.get(i);
            return layer.number() == i % LAYERS + 1
                    && layer.worker() == tray.get(i - i % LAYERS).worker();
        });
        return together
                && tray.size() == workers * LAYERS
                && tray.stream().distinct().count() == tray.size();
    }

    /** One tray for all, each pouring protected by itself. */
    static List<Layer> sharedTray(int workers) {
        List<Layer> tray = Collections.synchronizedList(new ArrayList<>());
        LockStep step = new LockStep(workers);
        Workers.run(workers, me -> {
            for (int number = 1; number <= LAYERS; number++) {
                tray.add(new Layer(me, number));
                step.await();
            }
        });
        return List.copyOf(tray);
    }

    /** One tray for all, and a transaction for all layers of a cake. */
    static List<Layer> transactionPerCake(int workers) {
        TVar<List<Layer>> tray = TVar.named("tray", List.of());
        LockStep step = new LockStep(workers);
        Workers.run(workers, me -> {
            boolean[] poured = {false};
            STM.run(tx -> {
                for (int number = 1; number <= LAYERS; number++) {
                    Layer layer = new Layer(me, number);
                    tray.update(tx, before -> Stream.concat(before.stream(), Stream.of(layer))
                            .toList());
                    if (!poured[0]) {
                        step.await();
                    }
                }
                poured[0] = true;
            });
        });
        return tray.now();
    }

    /** A tray for each worker, so nothing is shared; they are merged at the end. */
    static List<Layer> trayEach(int workers) {
        List<List<Layer>> trays = Stream.generate(() -> (List<Layer>) new ArrayList<Layer>())
                .limit(workers)
                .toList();
        LockStep step = new LockStep(workers);
        Workers.run(workers, me -> {
            for (int number = 1; number <= LAYERS; number++) {
                trays.get(me).add(new Layer(me, number));
                step.await();
            }
        });
        return trays.stream().flatMap(List::stream).toList();
    }

    /** One tray with a place for each layer. Every worker pours each layer twice, which makes no difference. */
    @SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
    static List<Layer> placedByIndex(int workers) {
        List<TVar<@Nullable Layer>> places = Stream.generate(() -> TVar.<@Nullable Layer>of(null))
                .limit((long) workers * LAYERS)
                .toList();
        LockStep step = new LockStep(workers);
        Workers.run(workers, me -> {
            for (int i = 0; i < 2 * LAYERS; i++) {
                int number = i % LAYERS + 1;
                STM.run(tx -> places.get(me * LAYERS + number - 1).set(tx, new Layer(me, number)));
                step.await();
            }
        });
        return STM.snapshot(tx -> places.stream()
                .map(place -> Objects.requireNonNull(place.get(tx)))
                .toList());
    }

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public boolean run(Setup setup, PrintWriter out) {
        int workers = setup.threads();
        Columns table = new Columns("version", "in order", "tray").left(1, 2);
        row(table, "a shared tray", workers, sharedTray(workers));
        boolean held = row(table, "a transaction per cake", workers, transactionPerCake(workers))
                & row(table, "a tray each, then merged", workers, trayEach(workers))
                & row(table, "placed by index, each layer twice", workers, placedByIndex(workers));
        table.print(out);
        return Text.state(out, "layers come out in order in every version but the first", held);
    }

    private static boolean row(Columns table, String version, int workers, List<Layer> tray) {
        boolean inOrder = inOrder(workers, tray);
        table.row(
                version,
                inOrder ? "yes" : "no",
                tray.stream().map(Layer::toString).collect(Collectors.joining(" ")));
        return inOrder;
    }
}
