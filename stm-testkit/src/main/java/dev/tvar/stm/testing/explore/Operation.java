package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Step;

/**
 * The next operation of a thread, packed into an int so that millions of them create no garbage: the
 * place, the number of the cell there, and whether it may change it. Two operations of different
 * threads are independent unless they access one place and one of them changes it.
 */
final class Operation {
    /** Accesses no shared memory. */
    static final int NONE = 0;

    /** May access any place. */
    static final int ANYTHING = -1;

    private static final int CHANGES = 1;
    private static final int PLACE_SHIFT = 1;
    private static final int PLACE_MASK = 0xF;
    private static final int CELL_SHIFT = 5;

    private Operation() {}

    /** An operation; {@code cell} counts from 1, and 0 means all cells. */
    static int of(Step.Place place, int cell, boolean changes) {
        if (place == Step.Place.OWN) {
            return NONE;
        }
        return cell << CELL_SHIFT | place.ordinal() << PLACE_SHIFT | (changes ? CHANGES : 0);
    }

    /** The number of the cell, or 0. */
    static int cell(int operation) {
        return operation == ANYTHING ? 0 : operation >> CELL_SHIFT;
    }

    /** Whether the order of the two makes a difference. */
    static boolean meet(int one, int other) {
        if (one == NONE || other == NONE) {
            return false;
        }
        if (one == ANYTHING || other == ANYTHING) {
            return true;
        }
        boolean samePlace = ((one ^ other) >> PLACE_SHIFT & PLACE_MASK) == 0;
        int cell = one >> CELL_SHIFT;
        int otherCell = other >> CELL_SHIFT;
        return samePlace && ((one | other) & CHANGES) != 0 && (cell == otherCell || cell == 0 || otherCell == 0);
    }
}
