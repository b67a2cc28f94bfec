package dev.tvar.stm.etcd;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.history.Access;
import dev.tvar.stm.testing.history.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The actions of one transaction of the bank, as lines for a {@link BankHistory}: those of the last
 * run of its body.
 *
 * <p>The stamps are of {@link System#nanoTime()}, which on Linux is one monotonic clock for all processes of a machine.
 */
final class Note {
    private static final AtomicLong COUNT = new AtomicLong();

    private final EtcdStore store;
    private final String process;
    private final String name;
    private final List<Access.Read> reads = new ArrayList<>();
    private final List<Access.Write> writes = new ArrayList<>();
    private final long begin = System.nanoTime();

    /** To be made before the transaction is begun. */
    Note(EtcdStore store, String process) {
        this.store = store;
        this.process = process;
        name = process + "." + COUNT.incrementAndGet();
    }

    /** To be called first in a body that may run again. */
    void forgetLastRun() {
        reads.clear();
        writes.clear();
    }

    /** Reads a key that this transaction has not written. */
    long read(ReadTxn tx, String key) {
        long number = Objects.requireNonNull(store.var(key, Long.class).get(tx));
        reads.add(new Access.Read(key, store.version(key), Value.of(number)));
        return number;
    }

    /** Writes a key; its version is known after the commit. */
    void write(Txn tx, String key, long number) {
        store.var(key, Long.class).set(tx, number);
        writes.add(new Access.Write(key, 0, Value.of(number)));
    }

    /** The lines of a transaction that has committed, its writes with this version. */
    String committed(long version) {
        return lines(version, "commits");
    }

    /** The lines of a transaction that has not committed. */
    String aborted() {
        writes.clear();
        return lines(0, "aborts");
    }

    private String lines(long version, String outcome) {
        long end = System.nanoTime() + 1; // a transaction that begins at the same time does not count as later
        List<String> lines = new ArrayList<>();
        lines.add(BankHistory.line(begin, name + " begins in " + process));
        reads.forEach(read -> lines.add(BankHistory.line(end, name + " " + read)));
        writes.stream()
                .map(write -> new Access.Write(write.variable(), version, write.value()))
                .forEach(write -> lines.add(BankHistory.line(end, name + " " + write)));
        lines.add(BankHistory.line(end, name + " " + outcome));
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }
}
