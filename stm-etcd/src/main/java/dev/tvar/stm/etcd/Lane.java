package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;

/**
 * A marker key in etcd and the order of the commits that write it: one at a time. A commit goes through only on the revision
 * that the one before has left, so a commit of unknown outcome can be found out, and can be kept from happening later: whoever
 * writes the marker first has decided it. Belongs to one commit at a time.
 */
final class Lane {
    /** The marker is missing. No commit goes on that: if the marker were removed, a late request would find the same. */
    static final long NO_MARKER = 0;

    final String name;
    final ByteString marker;

    /** The revision of the marker as far as this process knows. */
    long revision = NO_MARKER;

    private long commits;

    Lane(String name, ByteString marker) {
        this.name = name;
        this.marker = marker;
    }

    /** A name for the next commit, never used before. */
    String nextId() {
        commits++;
        return name + "#" + commits;
    }
}
