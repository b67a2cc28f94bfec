package dev.tvar.stm.store;

import java.io.Serializable;

/**
 * The change of a key's version since it was checked out.
 *
 * @param checkedOut the version that the checkout holds
 * @param current the version in the store
 * @serial exclude
 */
public record VersionMove(long checkedOut, long current) implements Serializable {
    @Override
    public String toString() {
        return "checked out at version " + checkedOut + ", now " + current;
    }
}
