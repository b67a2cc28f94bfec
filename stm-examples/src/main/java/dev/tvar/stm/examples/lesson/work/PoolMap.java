package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.examples.support.Workers;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A function over the numbers from 0 on, computed by several threads in chunks. */
final class PoolMap {
    private static final int PIECE = 64;

    private PoolMap() {}

    /**
     * The values of the function, in the order of the numbers. Each thread takes the next chunk from a cursor, and
     * stores the results at the index of that chunk.
     */
    static List<Long> map(int threads, int size, LongUnaryOperator function) {
        int pieces = (size + PIECE - 1) / PIECE;
        TLong cursor = TLong.named("cursor", 0);
        List<TVar<List<Long>>> results = IntStream.range(0, pieces)
                .mapToObj(i -> TVar.named("piece " + i, List.<Long>of()))
                .toList();
        Workers.run(threads, worker -> {
            for (int piece = next(cursor); piece < pieces; piece = next(cursor)) {
                int from = piece * PIECE;
                List<Long> values = sequential(from, Math.min(from + PIECE, size), function);
                TVar<List<Long>> place = results.get(piece);
                STM.run(tx -> place.set(tx, values));
            }
        });
        return STM.snapshot(
                tx -> results.stream().flatMap(place -> place.get(tx).stream()).toList());
    }

    private static int next(TLong cursor) {
        return STM.atomically(tx -> {
            long piece = cursor.get(tx);
            cursor.set(tx, piece + 1);
            return (int) piece;
        });
    }

    /** The values of the function by one thread. */
    static List<Long> sequential(int from, int to, LongUnaryOperator function) {
        return LongStream.range(from, to).map(function).boxed().toList();
    }
}
