package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;

/**
 * A marker key in etcd and the order of the commits that write it: one at a time. A commit goes through only on the revision
 * that the one before has left, so a commit of unknown outcome can be found out, and can be kept from happening later: whoever
 * writes the marker first has decided it. Belongs to one commit at a time.
 */
final class Lane {
    final String name;
    final ByteString marker;

    /** The revision of the marker as far as we know; 0 if it is not there. */
    long revision;

    /** Whether someone else's commit might still arrive here, of which the marker must keep the trace. */
    boolean fenced;

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
