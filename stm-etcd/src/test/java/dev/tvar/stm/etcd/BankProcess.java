package dev.tvar.stm.etcd;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A process of the bank: tellers that transfer, an auditor that sums after each change, a player that
 * waits for the ball. It reports its actions on its output, a line each, and ends when its input ends.
 *
 * <p>Each transfer leaves an entry of its own in the books, in the same transaction.
 */
final class BankProcess {
    static final int ACCOUNTS = 20;
    static final long START = 100;
    static final String BALL = "ball";
    static final String ENTRY = "entry ";

    private static final int TELLERS = 2;

    private final EtcdStore store;
    private final String name;
    private final int side;
    private volatile boolean stopped;

    private BankProcess(EtcdStore store, int side) {
        this.store = store;
        this.side = side;
        name = "p" + side;
    }

    static List<TVar<@Nullable Long>> accounts(EtcdStore store) {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> store.var(account(i), Long.class))
                .toList();
    }

    static String account(int number) {
        return "account " + number;
    }

    private static long total(List<Long> balances) {
        return balances.stream().mapToLong(Long::longValue).sum();
    }

    /** Arguments: prefix, side (0 or 1), endpoints. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String[] endpoints = List.of(arguments).subList(2, arguments.length).toArray(String[]::new);
        EtcdStore store = EtcdStore.connect(EtcdOptions.endpoints(endpoints).withPrefix(arguments[0]));
        new BankProcess(store, Integer.parseInt(arguments[1])).work();
        System.exit(0);
    }

    private void work() throws IOException, InterruptedException {
        List<Thread> tellers = new ArrayList<>();
        for (int teller = 0; teller < TELLERS; teller++) {
            int number = teller;
            tellers.add(start(() -> transferAll(number)));
        }
        start(this::audit);
        start(this::play);
        while (System.in.read() >= 0) {
            // until it ends
        }
        stopped = true;
        for (Thread teller : tellers) {
            teller.join();
        }
        tell("END");
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                e.printStackTrace();
                tell("FAILED " + e);
                throw e;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void tell(String line) {
        System.out.println(line);
    }

    // ---- a teller

    private void transferAll(int teller) {
        Random random = new Random(31L * side + teller);
        for (long number = 0; !stopped; number++) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            long amount = random.nextInt(20);
            String entry = ENTRY + name + " " + teller + " " + number;
            if (transfer(entry, from, to, amount)) {
                tell("DONE " + entry);
            }
        }
    }

    private boolean transfer(String entry, int from, int to, long amount) {
        Note note = new Note(store, name);
        boolean made = transfer(entry, from, to, amount, note);
        tell(made ? note.committed(store.version(entry)) : note.aborted());
        return made;
    }

    private boolean transfer(String entry, int from, int to, long amount, Note note) {
        try {
            STM.run(tx -> {
                note.forgetLastRun();
                note.write(tx, account(from), note.read(tx, account(from)) - amount);
                note.write(tx, account(to), note.read(tx, account(to)) + amount);
                store.var(entry, String.class).set(tx, from + " " + to + " " + amount);
            });
            return true;
        } catch (CommitOutcomeUnknownException e) {
            return find(e.token());
        } catch (EtcdException e) {
            return false; // the transfer was not made
        }
    }

    private boolean find(String token) {
        while (true) {
            try {
                boolean committed = store.hasCommitted(token);
                store.refresh(); // from here on its version is known
                return committed;
            } catch (EtcdException e) {
                tell("UNKNOWN " + e.getMessage());
            }
        }
    }

    // ---- an auditor

    private void audit() {
        List<Long> last = List.of();
        while (!stopped) {
            last = next(last);
            if (total(last) != ACCOUNTS * START) {
                tell("FAILED total " + total(last));
            }
            Note note = new Note(store, name);
            List<Long> snapshot = STM.snapshot(tx -> copy(tx, note));
            tell(note.committed(0));
            if (total(snapshot) != ACCOUNTS * START) {
                tell("FAILED total in a snapshot " + total(snapshot));
            }
            tell("AUDIT");
        }
    }

    /** The next balances that differ from these; waits for them. */
    private List<Long> next(List<Long> last) {
        Note note = new Note(store, name);
        List<Long> next = STM.atomically(tx -> {
            note.forgetLastRun();
            List<Long> balances = copy(tx, note);
            tx.check(!balances.equals(last));
            return balances;
        });
        tell(note.committed(0));
        return next;
    }

    private static List<Long> copy(ReadTxn tx, Note note) {
        List<Long> balances = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            balances.add(note.read(tx, account(account)));
        }
        return balances;
    }

    // ---- a player that waits for the ball and plays it back

    private void play() {
        TVar<@Nullable Long> ball = store.var(BALL, Long.class);
        while (!stopped) {
            try {
                STM.run(tx -> {
                    Long at = ball.get(tx);
                    tx.check(at != null && at % 2 == side);
                    ball.set(tx, at + 1);
                });
            } catch (CommitOutcomeUnknownException e) {
                find(e.token());
            } catch (EtcdException e) {
                tell("AGAIN " + e.getMessage());
            }
        }
    }
}
