package dev.tvar.stm.store.durable;

/**
 * The location of an entry in a store file.
 *
 * @param at the number of bytes of content before it, in all sectors of the log
 * @param length its bytes
 */
record Location(long at, long length) {
    /** The number of bytes of content before the sector at a position of the file. */
    static long contentBefore(long position) {
        return (position - LogFile.START) / Sector.SIZE * Sector.ROOM;
    }

    /** The position of the sector in which it begins. */
    long sector() {
        return LogFile.START + at / Sector.ROOM * Sector.SIZE;
    }

    /** The bytes of content before it in that sector. */
    int offset() {
        return (int) (at % Sector.ROOM);
    }
}
