package dev.tvar.stm.internal.cell;

/** Where to begin to probe in a hash table of objects that are compared by identity. */
public final class IdentityHash {
    private IdentityHash() {}

    /** The first slot for this object in a table whose size is a power of two; {@code mask} is the size less one. */
    public static int slot(Object key, int mask) {
        int hash = System.identityHashCode(key) * 0x9E3779B9; // Fibonacci hashing spreads neighbours
        return hash >>> Integer.numberOfLeadingZeros(mask); // the upper bits are the well-mixed ones
    }
}
