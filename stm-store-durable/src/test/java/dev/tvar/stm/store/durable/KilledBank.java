package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StoreSnapshot;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.TStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One file, and rounds in each of which a {@link BankWriter} works on it and is killed at a random moment. */
final class KilledBank {
    /**
     * A writer is killed when fewer commits than this were acknowledged. A count: a busy machine makes few in a given
     * time.
     */
    private static final int MOST_COMMITS = 20;

    /** The kill follows after a random pause, so that it hits any point of the next commit. */
    private static final int LONGEST_MOMENT_NANOS = 3_000_000;

    private final Path file;
    private final SyncPolicy sync;
    private final PlantedDisk disk;
    private final Random random;

    /** The commits reported so far, by thread. */
    private final long[] acknowledged = new long[BankWriter.THREADS];

    volatile long commits; // written by one thread at a time, the reader of the writer

    KilledBank(Path file, SyncPolicy sync, PlantedDisk disk, long seed) {
        this.file = file;
        this.sync = sync;
        this.disk = disk;
        random = new Random(seed);
    }

    /** One round; returns the errors of the file after it. */
    List<String> killOnce() throws IOException, InterruptedException {
        Process child = start();
        try (BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII)) {
            String first = lines.readLine();
            if (!"OPEN".equals(first)) {
                return List.of("the writer could not open the file: " + first);
            }
            Thread reader = new Thread(() -> lines.lines().forEach(this::note), "reader of the writer");
            reader.setDaemon(true);
            reader.start();
            awaitCommits(child, commits + random.nextInt(MOST_COMMITS));
            boolean endedByItself = !child.isAlive();
            child.toHandle().destroyForcibly(); // SIGKILL; leaves the pipe open, so that all reports are read
            reader.join();
            if (endedByItself) {
                return List.of("the writer ended by itself");
            }
        }
        return inspect();
    }

    private void awaitCommits(Process child, long wanted) {
        while (commits < wanted && child.isAlive()) {
            LockSupport.parkNanos(100_000);
        }
        LockSupport.parkNanos(random.nextInt(LONGEST_MOMENT_NANOS));
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BankWriter.class.getName(),
                        file.toString(),
                        sync.name(),
                        disk.name(),
                        Long.toString(random.nextInt()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void note(String line) {
        String[] words = line.split(" ");
        acknowledged[Integer.parseInt(words[1])] = Long.parseLong(words[2]);
        commits = commits + 1;
    }

    private List<String> inspect() {
        List<String> faults = new ArrayList<>();
        try (TStore store = TStore.open(file)) {
            StoreSnapshot found = store.snapshot();
            long total = BankWriter.accounts().stream()
                    .mapToLong(account -> number(found, account))
                    .sum();
            if (total != BankWriter.ACCOUNTS * BankWriter.START) {
                faults.add("half a commit: the total is " + total);
            }
            for (int thread = 0; thread < BankWriter.THREADS; thread++) {
                long serial = number(found, BankWriter.serial(thread));
                if (serial < acknowledged[thread]) {
                    faults.add("lost: commit " + acknowledged[thread] + " of thread " + thread
                            + " was acknowledged, and the file is at " + serial);
                } else if (serial > acknowledged[thread] + 1) {
                    faults.add("from nowhere: commit " + serial + " of thread " + thread);
                }
                long twin = number(found, BankWriter.twin(thread));
                if (twin != serial) {
                    faults.add("half a commit: thread " + thread + " is at " + serial + " and at " + twin);
                }
                int other = (thread + 1) % BankWriter.THREADS;
                if (number(found, BankWriter.seen(other)) > serial) {
                    faults.add("a commit is present without a commit that it has read");
                }
                acknowledged[thread] = serial;
            }
        }
        return faults;
    }

    private static long number(StoreSnapshot snapshot, String key) {
        return Objects.requireNonNullElse(snapshot.get(key, Long.class), 0L);
    }
}
