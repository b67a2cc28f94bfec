package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.store.StoreSnapshot;
import dev.tvar.stm.testing.history.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bank in two processes, observed from a third. */
final class TwoProcessBank implements AutoCloseable {
    private final String prefix = UUID.randomUUID() + "/";
    private final EtcdCluster cluster;
    private final EtcdStore store;
    private final TVar<@Nullable Long> ball;
    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    /** The output of the processes. */
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    private final Set<String> failures = ConcurrentHashMap.newKeySet();
    private final BankHistory history = new BankHistory();
    private final AtomicInteger audits = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    TwoProcessBank(EtcdCluster cluster) {
        this.cluster = cluster;
        store = EtcdStore.connect(cluster.options().withPrefix(prefix));
        ball = store.var(BankProcess.BALL, Long.class);
        STM.run(tx -> {
            BankProcess.accounts(store).forEach(account -> account.set(tx, BankProcess.START));
            ball.set(tx, 0L);
        });
    }

    /** Opens both branches, and waits until they work. */
    void open() {
        for (int side = 0; side < 2; side++) {
            Process process = start(side);
            processes.add(process);
            Thread reader = new Thread(() -> listen(process.inputReader()), "listens to a branch");
            reader.setDaemon(true);
            reader.start();
            readers.add(reader);
        }
        awaitWork();
    }

    private Process start(int side) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                BankProcess.class.getName(),
                prefix,
                Integer.toString(side)));
        command.addAll(List.of(cluster.endpoints()));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(BufferedReader lines) {
        lines.lines().takeWhile(line -> !isEnd(line)).forEach(line -> {
            if (line.startsWith("DONE ")) {
                done.add(line.substring("DONE ".length()));
            } else if (line.startsWith(BankHistory.MARK)) {
                history.add(line);
            } else if (line.startsWith("FAILED")) {
                failures.add(line);
            } else if (line.equals("AUDIT")) {
                audits.incrementAndGet();
            }
        });
    }

    /** Ignores a line after the end, which may be incomplete. */
    private boolean isEnd(String line) {
        boolean end = line.equals("END");
        if (end) {
            ends.incrementAndGet();
        }
        return end;
    }

    /** Waits until both branches have waited for each other, transferred and audited for a while from now on. */
    void awaitWork() {
        Long now = ball.now();
        long wanted = (now == null ? 0 : now) + 20;
        STM.run(tx -> {
            Long at = ball.get(tx);
            tx.check(at != null && at >= wanted);
        });
        for (int side = 0; side < 2; side++) {
            String branch = BankProcess.ENTRY + "p" + side;
            long before = transfersOf(branch);
            EtcdCluster.await("transfers of " + branch, () -> transfersOf(branch) >= before + 10);
        }
        int auditsBefore = audits.get();
        EtcdCluster.await("audits", () -> audits.get() >= auditsBefore + 4);
    }

    private long transfersOf(String branch) {
        return done.stream().filter(entry -> entry.startsWith(branch)).count();
    }

    /**
     * Closes both branches, compares their output with the store, and checks the history.
     *
     * @return every transfer and audit
     */
    History closeAndCheck() throws Exception {
        for (Process process : processes) {
            process.getOutputStream().close();
        }
        for (Process process : processes) {
            process.waitFor();
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertEquals(Set.of(), failures);
        assertEquals(2, ends.get());
        try (EtcdStore fresh = EtcdStore.connect(cluster.options().withPrefix(prefix))) {
            check(fresh.snapshot());
        }
        History merged = history.merged();
        BankHistory.check(merged);
        return merged;
    }

    /** Every reported transfer has its entry, every entry was reported, and the entries explain the balances. */
    private void check(StoreSnapshot found) {
        Set<String> entries = found.names().stream()
                .filter(key -> key.startsWith(BankProcess.ENTRY))
                .collect(Collectors.toSet());
        assertEquals(done, entries);
        long[] expected = new long[BankProcess.ACCOUNTS];
        for (String entry : entries) {
            String[] words =
                    Objects.requireNonNull(found.get(entry, String.class)).split(" ");
            expected[Integer.parseInt(words[0])] -= Long.parseLong(words[2]);
            expected[Integer.parseInt(words[1])] += Long.parseLong(words[2]);
        }
        for (int account = 0; account < expected.length; account++) {
            assertEquals(BankProcess.START + expected[account], found.get(BankProcess.account(account)));
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        store.close();
    }
}
