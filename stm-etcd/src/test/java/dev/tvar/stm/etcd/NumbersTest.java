package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Measures the cost of the store compared with the same client used directly, and asserts nothing. Prints a table.
 *
 * <p>{@code mvn -pl stm-etcd -am test -Dtest=NumbersTest -Detcd.groups.excluded=none
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
@Tag("numbers")
@SuppressWarnings("NullAway") // every key that is read here exists
final class NumbersTest {
    private static final int ROUNDS = 5;
    private static final int THREADS = 4;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int WAKE_UPS = 1_000;

    @RegisterExtension
    static final EtcdCluster ETCD = EtcdCluster.of(3);

    private final EtcdOptions options = ETCD.options().withPrefix(UUID.randomUUID() + "/");

    private static void say(String line, Object... parts) {
        System.out.println(String.format(line, parts));
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().toList().get(numbers.size() / 2);
    }

    @Test
    void transfersInOneProcess() throws InterruptedException {
        try (EtcdStore store = EtcdStore.connect(options)) {
            Transfers.open(store);
            Map<String, Transfers> ways = new LinkedHashMap<>();
            ways.put("by hand, cached", new Transfers.ByHandFromCache(options));
            ways.put("this store", new Transfers.ByStore(store));
            ways.put("by hand, from server", new Transfers.ByHandFromServer(options));
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            for (int round = 0; round <= ROUNDS; round++) {
                for (Map.Entry<String, Transfers> way : ways.entrySet()) {
                    Transfers.Result result = way.getValue().run(THREADS, 2 * SECOND);
                    if (round > 0) { // the first warms up
                        rates.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                                .add(result.perSecond());
                        say("%-22s %s", way.getKey(), result);
                    }
                }
            }
            double own = median(rates.get("this store"));
            double cached = median(rates.get("by hand, cached"));
            double server = median(rates.get("by hand, from server"));
            say(
                    "medians: store %.0f/s = %.2fx by hand, cached (bar 0.8x) = %.2fx from server (bar 2x)",
                    own, own / cached, own / server);
        }
    }

    @Test
    void transfersInSeveralProcesses() throws IOException {
        try (EtcdStore store = EtcdStore.connect(options)) {
            Transfers.open(store);
        }
        for (int processes : new int[] {1, 2, 4}) {
            List<Process> running = new ArrayList<>();
            List<BufferedReader> readers = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                Process process = start();
                running.add(process);
                readers.add(process.inputReader());
            }
            for (BufferedReader reader : readers) {
                reader.readLine();
            }
            for (Process process : running) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            double sum = 0;
            List<String> each = new ArrayList<>();
            for (BufferedReader reader : readers) {
                double[] numbers = Arrays.stream(reader.readLine().split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                sum += numbers[0];
                each.add(new Transfers.Result(numbers[0], numbers[1], numbers[2], numbers[3]).toString());
            }
            say("%d processes of %d threads: %.0f transfers/s in all; %s", processes, THREADS, sum, each);
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                TransfersProcess.class.getName(),
                options.prefix,
                Integer.toString(THREADS),
                "4"));
        command.addAll(List.of(ETCD.endpoints()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void wakeUpOfAWaiter() throws InterruptedException {
        AtomicLongArray seenByWatch = new AtomicLongArray(WAKE_UPS);
        AtomicLongArray seenByRetry = new AtomicLongArray(WAKE_UPS);
        AtomicLong watched = new AtomicLong();
        try (EtcdStore writer = EtcdStore.connect(options);
                EtcdStore reader = EtcdStore.connect(options);
                Connection bare = new Connection(options, new Layout(options.prefix))) {
            watch(bare, new Layout(options.prefix).value("bell"), seenByWatch, watched);
            TVar<@Nullable Long> source = writer.var("bell", Long.class);
            TVar<@Nullable Long> bell = reader.var("bell", Long.class);
            AtomicLong heard = new AtomicLong(-1);
            Thread waiter = new Thread(() -> {
                for (int i = 0; i < WAKE_UPS; i++) {
                    long own = i;
                    STM.run(tx -> {
                        Long rung = bell.get(tx);
                        tx.check(rung != null && rung >= own);
                    });
                    seenByRetry.set(i, System.nanoTime());
                    heard.set(i);
                }
            });
            waiter.setDaemon(true);
            waiter.start();
            long[] rung = new long[WAKE_UPS];
            for (int i = 0; i < WAKE_UPS; i++) {
                long own = i;
                rung[i] = System.nanoTime();
                STM.run(tx -> source.set(tx, own));
                EtcdCluster.await("the bell", () -> heard.get() >= own && watched.get() > own);
            }
            waiter.join();
            double event = millis(seenByWatch, rung);
            double woken = millis(seenByRetry, rung);
            say(
                    "from the start of a commit to a bare watch event %.2f ms, to the end of a retry %.2f ms: %.2fx (bar 2x)",
                    event, woken, woken / event);
        }
    }

    private static double millis(AtomicLongArray seen, long[] rung) {
        List<Double> delays = new ArrayList<>();
        for (int i = WAKE_UPS / 5; i < WAKE_UPS; i++) { // the first ones warm up
            delays.add((seen.get(i) - rung[i]) / 1e6);
        }
        return median(delays);
    }

    private static void watch(Connection connection, ByteString key, AtomicLongArray seen, AtomicLong count) {
        connection.newestRevision(SECOND);
        StreamObserver<WatchRequest> requests = connection.current().watches.watch(new StreamObserver<>() {
            @Override
            public void onNext(WatchResponse response) {
                response.getEventsList().forEach(event -> {
                    int index = (int) Transfers.ByHand.balance(event.getKv());
                    seen.set(index, System.nanoTime());
                    count.set(index + 1);
                });
            }

            @Override
            public void onError(Throwable t) {}

            @Override
            public void onCompleted() {}
        });
        requests.onNext(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(key))
                .build());
    }

    @Test
    void readsInMemory() {
        try (EtcdStore store = EtcdStore.connect(options)) {
            Transfers.open(store);
            List<TVar<@Nullable Long>> accounts = Transfers.accounts(store);
            long sum = 0;
            for (int round = 0; round < 4; round++) {
                long begun = System.nanoTime();
                int count = 2_000_000;
                for (int i = 0; i < count; i++) {
                    TVar<@Nullable Long> first = accounts.get(i % 100);
                    TVar<@Nullable Long> second = accounts.get((i + 7) % 100);
                    sum += STM.<Long, RuntimeException>atomically(tx -> first.get(tx) + second.get(tx));
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                say("transactions that read two keys: %.1f million/s (sum %d)", count / seconds / 1e6, sum);
            }
        }
    }
}
