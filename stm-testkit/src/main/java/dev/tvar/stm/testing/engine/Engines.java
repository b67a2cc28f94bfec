package dev.tvar.stm.testing.engine;

import dev.tvar.stm.ReadTxn;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;

/**
 * The engines of the harness, by name. Thread-safe.
 *
 * <table>
 * <caption>Names, what they are, and the artifact that they need on the class path</caption>
 * <tr><th>name</th><th>engine</th><th>needs</th></tr>
 * <tr><td>{@code tvar}</td><td>this library, {@code TVar<Long>}</td><td></td></tr>
 * <tr><td>{@code tlong}</td><td>this library, {@code TLong} with get and set</td><td></td></tr>
 * <tr><td>{@code tlong-add}</td><td>this library, {@code TLong}; transfers use isAtLeast and add</td><td></td></tr>
 * <tr><td>{@code locks}</td><td>ordered locks for transfers, one lock for all other transactions</td><td></td></tr>
 * <tr><td>{@code multiverse}</td><td>Multiverse with its defaults</td>
 *     <td>{@code org.multiverse:multiverse-core:0.7.0}</td></tr>
 * <tr><td>{@code multiverse-serializable}</td><td>Multiverse, isolation level serializable</td><td>the same</td></tr>
 * <tr><td>{@code scala-stm}</td><td>ScalaSTM</td><td>{@code org.scala-stm:scala-stm_2.13:0.11.1}</td></tr>
 * <tr><td>{@code clojure}</td><td>Clojure's refs, read with deref</td><td>{@code org.clojure:clojure:1.12.0}</td></tr>
 * <tr><td>{@code clojure-ensure}</td><td>Clojure's refs, read with ensure</td><td>the same</td></tr>
 * </table>
 */
public final class Engines {
    private static final String MULTIVERSE = "org.multiverse:multiverse-core:0.7.0";
    private static final String SCALA_STM = "org.scala-stm:scala-stm_2.13:0.11.1 (with org.scala-lang:scala-library)";
    private static final String CLOJURE = "org.clojure:clojure:1.12.0";

    /** The class of an adapter is loaded when its factory is called. */
    private static final List<Entry> KNOWN = List.of(
            new Entry("tvar", "", TVarEngine::new),
            new Entry("tlong", "", () -> new TLongEngine(false)),
            new Entry("tlong-add", "", () -> new TLongEngine(true)),
            new Entry("locks", "", LockEngine::new),
            new Entry("multiverse", MULTIVERSE, () -> PeerEngine.multiverse(false)),
            new Entry("multiverse-serializable", MULTIVERSE, () -> PeerEngine.multiverse(true)),
            new Entry("scala-stm", SCALA_STM, PeerEngine::scalaStm),
            new Entry("clojure", CLOJURE, () -> PeerEngine.clojure(false)),
            new Entry("clojure-ensure", CLOJURE, () -> PeerEngine.clojure(true)));

    private Engines() {}

    /**
     * All names that {@link #named} knows, whether or not their artifacts are on the class path.
     *
     * @return the names, this library's first
     */
    public static List<String> names() {
        return KNOWN.stream().map(Entry::name).toList();
    }

    /**
     * A new engine.
     *
     * @param name one of {@link #names()}
     * @return the engine; close it after use
     * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
     * @throws IllegalStateException if the engine's artifact is not on the class path; the message names it
     */
    public static Engine named(String name) {
        for (Entry entry : KNOWN) {
            if (entry.name.equals(name)) {
                return entry.make();
            }
        }
        throw new IllegalArgumentException("unknown engine '" + name + "'; known are " + String.join(", ", names()));
    }

    /**
     * An engine over accounts of your own, whose transfers and balances are your own transactions with
     * this library, so that {@link dev.tvar.stm.testing.bank.Bank} can test your code. Its transactions
     * can read balances but not set them.
     *
     * @param <A> what you have for an account
     * @param open makes an account with an opening balance
     * @param balance reads one account's balance inside a transaction
     * @param transfer moves money, as {@link Engine#transfer} says
     * @return the engine, with the name {@code accounts}
     */
    public static <A> Engine ofAccounts(
            LongFunction<? extends A> open,
            ToLongBiFunction<? super A, ? super ReadTxn> balance,
            Payment<? super A> transfer) {
        return new AccountsEngine<A>(open, balance, transfer);
    }

    /**
     * A transfer in code of your own; runs its own transaction.
     *
     * @param <A> what you have for an account
     */
    @FunctionalInterface
    public interface Payment<A> {
        /**
         * Moves money.
         *
         * @param from who pays
         * @param to who receives; may be {@code from}
         * @param amount how much; not negative
         * @return false if the funds are not there, and nothing was moved
         */
        boolean pay(A from, A to, long amount);
    }

    private record Entry(String name, String artifact, Supplier<Engine> maker) {
        Engine make() {
            try {
                return maker.get();
            } catch (NoClassDefFoundError e) {
                throw new IllegalStateException(
                        "engine '" + name + "' needs " + artifact + " on the class path: " + e.getMessage(), e);
            }
        }
    }
}
