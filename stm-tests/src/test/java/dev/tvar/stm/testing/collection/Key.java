package dev.tvar.stm.testing.collection;

/** A key with one of only eight hash codes, which differ in the upper bits only. */
record Key(int id) implements Comparable<Key> {
    @Override
    public int hashCode() {
        return id % 8 << 28;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && key.id == id;
    }

    @Override
    public int compareTo(Key other) {
        return Integer.compare(id, other.id);
    }
}
