package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place for one element: {@link #put} waits until it is empty, {@link #take} until it is full. It hands over an
 * element without a buffer, or serves as a lock that guards its element.
 *
 * <p>The element must not be null, and should be immutable. All methods may be called by any thread.
 *
 * @param <E> the type of the element
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
public final class TMVar<E> {
    /** The given name, or null. */
    private final @Nullable String name;

    private final TVar<@Nullable E> content;

    private TMVar(@Nullable String name, @Nullable E initial) {
        this.name = name;
        content = TVar.named(name == null ? "TMVar.content" : name + ".content", initial);
    }

    /**
     * An empty place.
     *
     * @param <E> the type of the element
     * @return the place
     */
    public static <E> TMVar<E> empty() {
        return new TMVar<>(null, null);
    }

    /**
     * A place that holds an element.
     *
     * @param <E> the type of the element
     * @param element its element
     * @return the place
     * @throws NullPointerException if the element is null
     */
    public static <E> TMVar<E> of(E element) {
        return new TMVar<>(null, notNull(element));
    }

    /**
     * An empty place with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the element
     * @param name its name; need not be unique
     * @return the place
     */
    public static <E> TMVar<E> named(String name) {
        return new TMVar<>(Objects.requireNonNull(name, "name"), null);
    }

    /**
     * A place that holds an element, with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the element
     * @param name its name; need not be unique
     * @param element its element
     * @return the place
     * @throws NullPointerException if the element is null
     */
    public static <E> TMVar<E> named(String name, E element) {
        return new TMVar<>(Objects.requireNonNull(name, "name"), notNull(element));
    }

    /**
     * Puts an element there; waits until the place is empty.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @throws NullPointerException if the element is null
     */
    public void put(Txn tx, E element) {
        tx.check(tryPut(tx, element));
    }

    /**
     * Puts an element there, if the place is empty. Never waits.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @return false if the place is full
     * @throws NullPointerException if the element is null
     */
    public boolean tryPut(Txn tx, E element) {
        notNull(element);
        if (!isEmpty(tx)) {
            return false;
        }
        content.set(tx, element);
        return true;
    }

    /**
     * Takes the element away; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     */
    public E take(Txn tx) {
        E element = tryTake(tx);
        return element != null ? element : tx.retry();
    }

    /**
     * Takes the element away, if there is one. Never waits.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the place is empty
     */
    public @Nullable E tryTake(Txn tx) {
        E element = content.get(tx);
        if (element != null) {
            content.set(tx, null);
        }
        return element;
    }

    /**
     * The element, which stays; waits until there is one.
     *
     * @param tx the caller's transaction
     * @return the element
     */
    public E read(Txn tx) {
        E element = content.get(tx);
        return element != null ? element : tx.retry();
    }

    /**
     * The element, which stays. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the place is empty
     */
    public @Nullable E tryRead(ReadTxn tx) {
        return content.get(tx);
    }

    /**
     * Takes the element away and puts another there; waits until there is one to take.
     *
     * @param tx the caller's transaction
     * @param element the element to put
     * @return the previous element
     * @throws NullPointerException if the element is null
     */
    public E swap(Txn tx, E element) {
        notNull(element);
        E before = read(tx);
        content.set(tx, element);
        return before;
    }

    /**
     * Whether there is no element. Never waits.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if {@link #put} would not wait
     */
    public boolean isEmpty(ReadTxn tx) {
        return content.get(tx) == null;
    }

    private static <E> E notNull(E element) {
        return Objects.requireNonNull(element, "a TMVar does not hold null");
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
