package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.durable.MemoryDisk.Change;
import dev.tvar.stm.store.durable.MemoryDisk.Deleted;
import dev.tvar.stm.store.durable.MemoryDisk.Inode;
import dev.tvar.stm.store.durable.MemoryDisk.Promised;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A store on a recorded disk, under all power failures. The run writes groups, is killed and opens the
 * file again, closes and opens it; each time it records the states that must be found if the power
 * fails from then on.
 */
final class Simulation {
    /** The disks that are opened after a power failure during or after a recovery. */
    private static final int AFTER_RECOVERY = 6;

    static final Path FILE = Path.of("folder", "store");

    /**
     * A kind of store.
     *
     * @param keys the number of keys
     * @param changed the largest number of keys that a group changes
     * @param longest the largest size of a value in bytes
     * @param groups the number of groups of the run
     * @param slack the garbage after which a compaction begins
     */
    record Shape(int keys, int changed, int longest, int groups, SyncPolicy sync, long slack) {}

    private final Shape shape;
    private final Random random;
    private final MemoryDisk disk = new MemoryDisk();
    private final DiskBug bug;
    private final Disk planted;

    /** The states since the last one that is certainly on disk. */
    private List<Map<String, StoredValue>> states = new ArrayList<>(List.of(Map.of()));

    private Map<String, StoredValue> previous = Map.of();
    private Storage storage;

    Simulation(Shape shape, DiskBug bug, Random random) {
        this.shape = shape;
        this.random = random;
        this.bug = bug;
        planted = bug.over(disk);
        promise();
        storage = open();
        promise();
    }

    private Storage open() {
        return new LogStorageProvider(planted, shape.slack).open(FILE, shape.sync);
    }

    private void promise() {
        disk.changes.add(new Promised(new Promise(List.copyOf(states))));
    }

    /** The state after the last group. */
    Map<String, StoredValue> newest() {
        return states.get(states.size() - 1);
    }

    private void certain(Map<String, StoredValue> state) {
        states = new ArrayList<>(List.of(state));
        promise();
    }

    /** Runs all steps; the disk then holds a closed store. */
    void run() {
        write(everyKey());
        for (int group = 1; group < shape.groups; group++) {
            write(someKeys());
            switch (random.nextInt(12)) {
                case 0 -> closeAndOpen();
                case 1 -> killAndOpen();
                case 2 -> failForce();
                default -> {}
            }
        }
        previous = newest();
        write(someKeys());
    }

    /** The state before the last group. */
    Map<String, StoredValue> previous() {
        return previous;
    }

    void close() {
        storage.close();
        certain(newest());
    }

    private void closeAndOpen() {
        close();
        storage = open();
    }

    /** The process ends; its writes are in the operating system. */
    private void killAndOpen() {
        disk.killProcess();
        storage = open();
        Map<String, StoredValue> found = storage.load();
        if (!Promise.same(found, newest())) {
            throw new AssertionError("the end of the process has changed the values");
        }
        certain(newest());
    }

    /** A force fails: nothing is acknowledged any more, until the file is opened again. */
    private void failForce() {
        disk.nextForceFails = bug == DiskBug.NONE || bug == DiskBug.FOUND_GROUPS_ARE_TRUSTED;
        try {
            write(someKeys());
        } catch (StorageException e) {
            requireNothingIsWritten();
            killAndKeepTheWrites();
        }
        disk.nextForceFails = false;
    }

    private void requireNothingIsWritten() {
        int before = disk.changes.size();
        try {
            storage.write(everyKey());
        } catch (StorageException e) {
            storage.close();
            if (disk.changes.stream().skip(before).anyMatch(change -> !(change instanceof Deleted))) {
                throw new AssertionError("something was written after a force had failed");
            }
            return;
        }
        throw new AssertionError("a group was acknowledged after a force had failed");
    }

    private void killAndKeepTheWrites() {
        disk.killProcess();
        storage = open();
        Map<String, StoredValue> found = storage.load();
        if (!new Promise(states).isKeptBy(found)) {
            throw new AssertionError("a failed force has changed the values");
        }
        certain(found);
    }

    private void write(Map<String, StoredValue> group) {
        Map<String, StoredValue> next = new HashMap<>(newest());
        next.putAll(group);
        states.add(next);
        promise();
        storage.write(group);
        if (shape.sync == SyncPolicy.FORCE) {
            certain(next);
        }
    }

    private Map<String, StoredValue> everyKey() {
        Map<String, StoredValue> group = new TreeMap<>();
        for (int key = 0; key < shape.keys; key++) {
            group.put("key" + key, value("key" + key));
        }
        return group;
    }

    private Map<String, StoredValue> someKeys() {
        Map<String, StoredValue> group = new TreeMap<>();
        for (int i = random.nextInt(shape.changed); i >= 0; i--) {
            String key = "key" + random.nextInt(shape.keys);
            group.put(key, value(key));
        }
        return group;
    }

    private StoredValue value(String key) {
        StoredValue before = newest().get(key);
        byte[] bytes = new byte[1 + (int) (shape.longest * Math.pow(random.nextDouble(), 4))];
        random.nextBytes(bytes);
        return new StoredValue(before == null ? 1 : before.version() + 1, "bytes", bytes);
    }

    /** The content that a power failure certainly leaves. */
    MemoryDisk leastLeft() {
        Device device = new Device();
        disk.changes.forEach(device::apply);
        device.losePending();
        return device.fail(random);
    }

    // ---- judging

    /** The results of {@link #failPower}. */
    static final class Verdict {
        int states;
        int refused;
        final List<String> faults = new ArrayList<>();

        void fault(String fault) {
            if (faults.size() < 5) {
                faults.add(fault);
            }
        }
    }

    /**
     * Opens about this number of different disks that a power failure may leave, and returns those that break the
     * promise.
     */
    void failPower(int wanted, Verdict verdict) {
        failPower(new Device(), disk.changes, wanted, 1, verdict);
    }

    private void failPower(Device device, List<Change> changes, int wanted, int depth, Verdict verdict) {
        int[] draws = draws(changes, wanted);
        Promise promise = new Promise(List.of(Map.of()));
        for (int i = 0; i < changes.size(); i++) {
            device.apply(changes.get(i));
            if (changes.get(i) instanceof Promised promised) {
                promise = promised.promise();
            }
            Set<Long> seen = new HashSet<>();
            for (int draw = 0; draw < draws[i]; draw++) {
                MemoryDisk left = device.fail(random);
                if (seen.add(device.choice())) {
                    verdict.states++;
                    judge(left, promise, depth, verdict, "power failure after change " + i + " of " + changes.size());
                }
            }
        }
    }

    /** The number of disks to open after each change. */
    private int[] draws(List<Change> changes, int wanted) {
        List<Integer> real = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (!(changes.get(i) instanceof Promised)) {
                real.add(i);
            }
        }
        int[] draws = new int[changes.size()];
        for (int i = 0; i < wanted && !real.isEmpty(); i++) {
            draws[real.get(random.nextInt(real.size()))]++;
        }
        return draws;
    }

    private void judge(MemoryDisk left, Promise promise, int depth, Verdict verdict, String when) {
        Device before = new Device(left);
        if (bug == DiskBug.NONE && random.nextInt(8) == 0) {
            flipOneBit(before.fail(random), promise, verdict, when);
        }
        left.changes.add(new Promised(promise));
        try {
            Storage opened = open(left);
            Map<String, StoredValue> found = opened.load();
            if (!promise.isKeptBy(found)) {
                verdict.fault(when + ": opens with other values, or older ones");
            } else if (depth > 0 && random.nextInt(8) == 0) {
                writeOneMore(left, opened, found);
                failPower(before, left.changes, AFTER_RECOVERY, depth - 1, verdict);
            }
        } catch (StorageException e) {
            verdict.fault(when + ": is refused: " + e.getMessage());
        }
    }

    /** A power failure and a flipped bit: refused, or the promise is kept. */
    private void flipOneBit(MemoryDisk left, Promise promise, Verdict verdict, String when) {
        Inode inode = left.names.get(FILE);
        if (inode == null || inode.size == 0) {
            return;
        }
        int bit = random.nextInt(inode.size * Byte.SIZE);
        inode.bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        verdict.states++;
        try {
            if (!promise.isKeptBy(open(left).load())) {
                verdict.fault(when + ", and bit " + bit + " flipped: opens with other values, or older ones");
            }
        } catch (StorageException e) {
            verdict.refused++;
        }
    }

    private Storage open(MemoryDisk left) {
        return new LogStorageProvider(bug.over(left), shape.slack).open(FILE, SyncPolicy.FORCE);
    }

    /** The state found must survive another power failure, and so must later writes. */
    private void writeOneMore(MemoryDisk left, Storage opened, Map<String, StoredValue> found) {
        left.changes.add(new Promised(new Promise(List.of(found))));
        Map<String, StoredValue> group = Map.of("key0", new StoredValue(9, "bytes", new byte[random.nextInt(2000)]));
        Map<String, StoredValue> next = new HashMap<>(found);
        next.putAll(group);
        left.changes.add(new Promised(new Promise(List.of(found, next))));
        opened.write(group);
        left.changes.add(new Promised(new Promise(List.of(next))));
    }
}
