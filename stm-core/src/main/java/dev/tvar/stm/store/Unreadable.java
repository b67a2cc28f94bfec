package dev.tvar.stm.store;

/**
 * Stands in a store for a value that another process wrote and that this one cannot read. One such value is no reason to
 * stop the others: who asks for it is told.
 */
record Unreadable(String why) {
    StorageException exception() {
        return new StorageException(why);
    }

    @Override
    public String toString() {
        return "unreadable: " + why;
    }
}
