package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The same random transfers, made in three ways over the same client. */
@SuppressWarnings("NullAway") // every account is there
abstract class Transfers {
    static final int ACCOUNTS = 100;
    private static final long START = 1_000;

    /** The result of a run. */
    record Result(double perSecond, double medianMillis, double p99Millis, double conflictsPercent) {
        @Override
        public String toString() {
            return String.format(
                    "%6.0f/s  p50 %5.2f ms  p99 %6.2f ms  conflicts %4.1f%%",
                    perSecond, medianMillis, p99Millis, conflictsPercent);
        }
    }

    final LongAdder attempts = new LongAdder();

    /** Moves an amount, retrying until it has. */
    abstract void transfer(int from, int to, long amount);

    /** Runs a number of threads for a duration. */
    final Result run(int threads, long nanos) throws InterruptedException {
        Histogram latency = new ConcurrentHistogram(3);
        attempts.reset();
        CountDownLatch done = new CountDownLatch(threads);
        long begun = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(i);
            Thread thread = new Thread(() -> {
                for (long now = System.nanoTime(); now - begun < nanos; ) {
                    int from = random.nextInt(ACCOUNTS);
                    transfer(from, (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS, random.nextInt(10));
                    long end = System.nanoTime();
                    latency.recordValue(end - now);
                    now = end;
                }
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }
        done.await();
        double seconds = (System.nanoTime() - begun) / 1e9;
        long count = latency.getTotalCount();
        return new Result(
                count / seconds,
                latency.getValueAtPercentile(50) / 1e6,
                latency.getValueAtPercentile(99) / 1e6,
                100.0 * (attempts.sum() - count) / attempts.sum());
    }

    static List<TVar<@Nullable Long>> accounts(EtcdStore store) {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> store.var("account " + i, Long.class))
                .toList();
    }

    static void open(EtcdStore store) {
        STM.run(tx -> accounts(store).forEach(account -> account.set(tx, START)));
    }

    /** Transactions of the store. */
    static final class ByStore extends Transfers {
        private final List<TVar<@Nullable Long>> accounts;

        ByStore(EtcdStore store) {
            accounts = accounts(store);
        }

        @Override
        void transfer(int from, int to, long amount) {
            STM.run(tx -> {
                attempts.increment();
                accounts.get(from).update(tx, balance -> balance - amount);
                accounts.get(to).update(tx, balance -> balance + amount);
            });
        }
    }

    /** Compare and put by hand. */
    abstract static class ByHand extends Transfers {
        final Connection connection;
        final Layout layout;

        ByHand(EtcdOptions options) {
            layout = new Layout(options.prefix);
            connection = new Connection(options, layout);
        }

        final ByteString key(int account) {
            return layout.value("account " + account);
        }

        final RequestOp get(int account) {
            return RequestOp.newBuilder()
                    .setRequestRange(RangeRequest.newBuilder().setKey(key(account)))
                    .build();
        }

        static KeyValue found(TxnResponse response, int place) {
            return response.getResponses(place).getResponseRange().getKvs(0);
        }

        static long balance(KeyValue found) {
            return Long.parseLong(found.getValue().substring("long:".length()).toStringUtf8());
        }

        static Compare unchanged(KeyValue seen) {
            return Compare.newBuilder()
                    .setKey(seen.getKey())
                    .setTarget(CompareTarget.MOD)
                    .setResult(CompareResult.EQUAL)
                    .setModRevision(seen.getModRevision())
                    .build();
        }

        static ByteString text(long balance) {
            return ByteString.copyFromUtf8("long:" + balance);
        }

        final TxnRequest.Builder request(KeyValue from, KeyValue to, long amount) {
            attempts.increment();
            return TxnRequest.newBuilder()
                    .addCompare(unchanged(from))
                    .addCompare(unchanged(to))
                    .addSuccess(Requests.put(from.getKey(), text(balance(from) - amount)))
                    .addSuccess(Requests.put(to.getKey(), text(balance(to) + amount)));
        }
    }

    /** With the versions from the last answers, as a careful programmer would: one round trip without a conflict. */
    static final class ByHandFromCache extends ByHand {
        private final Map<Integer, KeyValue> cache = new ConcurrentHashMap<>();

        ByHandFromCache(EtcdOptions options) {
            super(options);
        }

        @Override
        void transfer(int from, int to, long amount) {
            while (!attempt(from, to, amount)) {
                // the cache is up to date now
            }
        }

        private KeyValue cached(int account) {
            return cache.computeIfAbsent(
                    account,
                    missing -> found(
                            connection.once(TxnRequest.newBuilder()
                                    .addSuccess(get(missing))
                                    .build()),
                            0));
        }

        private boolean attempt(int from, int to, long amount) {
            KeyValue first = cached(from);
            KeyValue second = cached(to);
            TxnResponse response = connection.once(request(first, second, amount)
                    .addFailure(get(from))
                    .addFailure(get(to))
                    .build());
            if (!response.getSucceeded()) {
                keep(from, found(response, 0));
                keep(to, found(response, 1));
                return false;
            }
            long revision = response.getHeader().getRevision();
            keep(from, written(first, balance(first) - amount, revision));
            keep(to, written(second, balance(second) + amount, revision));
            return true;
        }

        private static KeyValue written(KeyValue before, long balance, long revision) {
            return before.toBuilder()
                    .setValue(text(balance))
                    .setModRevision(revision)
                    .build();
        }

        private void keep(int account, KeyValue seen) {
            cache.merge(account, seen, (old, fresh) -> fresh.getModRevision() > old.getModRevision() ? fresh : old);
        }
    }

    /** Reads from the server first, key by key, as etcd's own helper for transactions does. */
    static final class ByHandFromServer extends ByHand {
        ByHandFromServer(EtcdOptions options) {
            super(options);
        }

        @Override
        void transfer(int from, int to, long amount) {
            boolean done = false;
            while (!done) {
                List<KeyValue> read = new ArrayList<>();
                for (int account : new int[] {from, to}) {
                    read.add(found(
                            connection.once(TxnRequest.newBuilder()
                                    .addSuccess(get(account))
                                    .build()),
                            0));
                }
                done = connection
                        .once(request(read.get(0), read.get(1), amount).build())
                        .getSucceeded();
            }
        }
    }
}
