package dev.tvar.stm.internal.cell;

/** Where to begin to probe in a hash table of objects that are compared by identity. */
public final class IdentityHash {
    private IdentityHash() {}

    /** A hash of this object's identity, whose upper bits are well mixed. */
    public static int of(Object key) {
        return System.identityHashCode(key) * 0x9E3779B9; // Fibonacci hashing spreads neighbours
    }

    /** The first slot for an object with this hash in a table whose size is a power of two; {@code mask} is the size less one. */
    public static int slot(int hash, int mask) {
        return hash >>> Integer.numberOfLeadingZeros(mask);
    }

    /** The first slot for this object in such a table. */
    public static int slot(Object key, int mask) {
        return slot(of(key), mask);
    }
}
