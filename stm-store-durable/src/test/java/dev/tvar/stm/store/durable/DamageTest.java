package dev.tvar.stm.store.durable;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.store.StorageException;
import dev.tvar.stm.store.SyncPolicy;
import dev.tvar.stm.store.durable.MemoryDisk.Inode;
import dev.tvar.stm.store.durable.Simulation.Shape;
import dev.tvar.stm.store.spi.Storage;
import dev.tvar.stm.store.spi.StoredValue;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One place of a store file is damaged: the file is refused and left as it is, or it opens with the values that it had. The
 * single damage that is indistinguishable from a power failure is described in {@link LogFile}: the
 * last group of a store that was not closed turns to zeros.
 */
class DamageTest {
    private static final long SEED = Long.getLong("stm.durable.seed", System.nanoTime());
    private static final int TIMES = Integer.getInteger("stm.durable.times", 1);
    private static final Shape TINY = new Shape(2, 2, 3_000, 40, SyncPolicy.FORCE, 20_000);
    private static final int BLOCK = 4096;

    /** A change of the bytes of a file; returns the remaining bytes. */
    private enum Fault {
        FLIPPED_BIT {
            @Override
            byte[] of(byte[] file, Random random) {
                int bit = random.nextInt(file.length * Byte.SIZE);
                file[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                return file;
            }
        },
        ZEROED_SECTOR {
            @Override
            byte[] of(byte[] file, Random random) {
                return zeroed(file, Sector.SIZE, random);
            }
        },
        ZEROED_BLOCK {
            @Override
            byte[] of(byte[] file, Random random) {
                return zeroed(file, BLOCK, random);
            }
        },
        SECTOR_FROM_ELSEWHERE {
            @Override
            byte[] of(byte[] file, Random random) {
                int sectors = file.length / Sector.SIZE;
                int from = random.nextInt(sectors) * Sector.SIZE;
                System.arraycopy(file, from, file, random.nextInt(sectors) * Sector.SIZE, Sector.SIZE);
                return file;
            }
        },
        RANDOM_BLOCK {
            @Override
            byte[] of(byte[] file, Random random) {
                byte[] noise = new byte[BLOCK];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, file, random.nextInt(file.length / BLOCK) * BLOCK, BLOCK);
                return file;
            }
        },
        CUT {
            @Override
            byte[] of(byte[] file, Random random) {
                return Arrays.copyOf(file, random.nextInt(file.length));
            }
        },
        CUT_BETWEEN_SECTORS {
            @Override
            byte[] of(byte[] file, Random random) {
                return Arrays.copyOf(file, random.nextInt(file.length / Sector.SIZE) * Sector.SIZE);
            }
        };

        abstract byte[] of(byte[] file, Random random);

        boolean makesZeros() {
            return this == ZEROED_SECTOR || this == ZEROED_BLOCK || this == SECTOR_FROM_ELSEWHERE; // of an empty one
        }

        private static byte[] zeroed(byte[] file, int size, Random random) {
            int at = random.nextInt(file.length / size) * size;
            Arrays.fill(file, at, at + size, (byte) 0);
            return file;
        }
    }

    /** The results of opening damaged files. */
    private static final class Count {
        int states;
        int refused;
        int older;
    }

    static List<Arguments> stores() {
        return List.of(
                Arguments.of(TINY, 8, 300),
                Arguments.of(new Shape(1_000, 50, 300, 20, SyncPolicy.FORCE, 50_000), 3, 100),
                Arguments.of(new Shape(4, 2, 1 << 20, 8, SyncPolicy.FORCE, 1 << 20), 2, 20),
                Arguments.of(new Shape(100_000, 2_000, 20, 3, SyncPolicy.FORCE, 1 << 20), 1, 4));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aDamagedFileIsRefusedOrHasItsValues(Shape shape, int runs, int statesPerDamage) {
        Random random = new Random(SEED);
        for (boolean closed : new boolean[] {true, false}) {
            Count count = new Count();
            for (int run = 0; run < runs * TIMES; run++) {
                damage(shape, closed, DiskBug.NONE, statesPerDamage, count, random);
            }
            assertTrue(count.refused > count.states / 20, "only " + count.refused + " of " + count.states + " refused");
            System.out.println(count.states + " damaged files of " + shape + (closed ? ", closed: " : ", not closed: ")
                    + count.refused + " refused, " + count.older + " zeroed last groups, the others right; seed "
                    + SEED);
        }
    }

    @Test
    void bitsOfTheLastGroupAreGuardedAndAReaderWithoutChecksumsIsCaught() throws IOException {
        Random random = new Random(SEED);
        Simulation simulation = new Simulation(TINY, DiskBug.NONE, random);
        simulation.run();
        MemoryDisk left = simulation.leastLeft();
        Inode store = requireNonNull(left.names.get(Simulation.FILE));
        int end = (int) new LogReader(left.open(Simulation.FILE), new Damage(Simulation.FILE))
                .read((key, value, location) -> {})
                .end();
        byte[] intact = Arrays.copyOf(store.bytes, store.size);
        int caught = 0;
        for (int bit = (end - 2 * Sector.SIZE) * Byte.SIZE; bit < end * Byte.SIZE; bit += 3) {
            byte[] damaged = intact.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertNull(open(damaged, TINY, DiskBug.NONE, "bit " + bit), "bit " + bit + ", seed " + SEED);
            Map<String, StoredValue> found = open(damaged, TINY, DiskBug.NO_SECTOR_CHECKSUM, "bit " + bit);
            if (found != null && !Promise.same(found, simulation.newest())) {
                caught++;
            }
        }
        assertTrue(caught > 0, "a reader that does not check the checksums of sectors was not caught, seed " + SEED);
        System.out.println("without the checksums of sectors, " + caught + " flipped bits go unnoticed");
    }

    private static void damage(Shape shape, boolean closed, DiskBug bug, int states, Count count, Random random) {
        Simulation simulation = new Simulation(shape, DiskBug.NONE, random);
        simulation.run();
        if (closed) {
            simulation.close();
        }
        Inode store = requireNonNull(simulation.leastLeft().names.get(Simulation.FILE));
        byte[] intact = Arrays.copyOf(store.bytes, store.size);
        for (Fault damage : Fault.values()) {
            for (int i = 0; i < states; i++) {
                count.states++;
                String what = damage + ", closed " + closed + ", seed " + SEED;
                byte[] damaged = damage.of(intact.clone(), random);
                Map<String, StoredValue> found = open(damaged, shape, bug, what);
                if (found == null) {
                    count.refused++;
                } else if (!Promise.same(found, simulation.newest())) {
                    boolean isTorn = !closed && damage.makesZeros() && Promise.same(found, simulation.previous());
                    assertTrue(isTorn, "opens with other values after " + what);
                    count.older++;
                }
            }
        }
    }

    /** The values; null if the file is refused. */
    private static @Nullable Map<String, StoredValue> open(byte[] damaged, Shape shape, DiskBug bug, String what) {
        MemoryDisk disk = new MemoryDisk();
        disk.names.put(Simulation.FILE, new Inode(damaged.clone()));
        try (Storage opened =
                new LogStorageProvider(bug.over(disk), shape.slack()).open(Simulation.FILE, shape.sync())) {
            return opened.load();
        } catch (StorageException e) {
            assertTrue(String.valueOf(e.getMessage()).contains(Simulation.FILE.toString()), e.getMessage());
            assertEquals(List.of(), disk.changes, "a refused file was written after " + what);
            Inode left = requireNonNull(disk.names.get(Simulation.FILE), what);
            assertArrayEquals(damaged, Arrays.copyOf(left.bytes, left.size), what);
            return null;
        }
    }
}
