package dev.tvar.stm.collection;

import dev.tvar.stm.internal.seam.Seam;

/*
 * Goal: a structure that is one variable while it is small learns that its writers collide, so that it can spread over several
 * variables. Without collisions that costs a few instructions for each change, and no memory for each entry.
 *
 * Mechanism. A writer leaves its thread's number in the immutable version from which it computes a successor. A writer that
 * finds another thread's number there overlaps with it in time (or the other was undone): one of both will run again. The
 * structure counts that, with a quarter of the weight that spreads it, and takes 1/64 off for each change without collision: so
 * a structure is spread when more than one in sixteen of its changes collides, and a rare collision costs nothing. Counting is
 * a hint: it needs no atomic access.
 */

/** A structure that counts how often its writers collide. */
abstract class Spreading {
    private static final int COLLISION = 16;
    private static final int TOO_MANY_COLLISIONS = 4 * COLLISION;

    /** Weighted collisions of late. Plain: lost updates only make the structure spread a little later. */
    private int collisions;

    /** An immutable content of one variable. It must not be shared by several structures. */
    abstract static class Version {
        /**
         * The thread that last computed a successor of this version, 0 for none. Plain: only a hint, which allows for lost and
         * late writes.
         */
        private int successorBy;
    }

    /** Counts a change of a version; whether it collides with another one, as too many did of late. */
    final boolean collidesTooOften(Version before) {
        int self = Seam.threadNumber();
        int other = before.successorBy;
        if (other != 0 && other != self) {
            if (collisions < TOO_MANY_COLLISIONS) {
                collisions += COLLISION;
            }
            return collisions >= TOO_MANY_COLLISIONS;
        }
        before.successorBy = self;
        if (collisions > 0) {
            collisions--;
        }
        return false;
    }

    /** Counts anew, as after a change of the structure that makes collisions rarer. */
    final void forgetCollisions() {
        collisions = 0;
    }
}
