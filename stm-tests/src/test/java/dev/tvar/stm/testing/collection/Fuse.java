package dev.tvar.stm.testing.collection;

import java.util.Comparator;

/** Makes user code throw at one of its calls: all methods of {@link Fragile}, and other code that calls {@link #touch()}. */
final class Fuse {
    /** Thrown on purpose. */
    static final class Blown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** An element or key whose comparisons and hash codes throw when the fuse says so. Few different hash codes. */
    record Fragile(int id, Fuse fuse) implements Comparable<Fragile> {
        static final Comparator<Fragile> REVERSED = Comparator.reverseOrder();

        @Override
        public int compareTo(Fragile other) {
            fuse.touch();
            return Integer.compare(id, other.id);
        }

        @Override
        public boolean equals(Object other) {
            fuse.touch();
            return other instanceof Fragile fragile && fragile.id == id;
        }

        @Override
        public int hashCode() {
            fuse.touch();
            return id % 8 << 28;
        }
    }

    /** Calls left until one throws, counting it; 0 for never. */
    private int calls;

    /** Makes the call with this number throw, counted from 1 from here on; 0 for none. */
    void blowAt(int call) {
        calls = call;
    }

    /** A call of user code. */
    void touch() {
        if (calls > 0 && --calls == 0) {
            throw new Blown();
        }
    }

    Fragile fragile(int id) {
        return new Fragile(id, this);
    }
}
