package dev.tvar.stm.etcd;

import com.google.protobuf.ByteString;

/**
 * A marker key in etcd and the order of the commits that write it: one at a time. A commit succeeds only if the marker
 * has the revision that the previous commit left, so the outcome of a commit can be determined, and a pending commit
 * can be prevented: the first request that writes the marker decides. Belongs to one commit at a time.
 */
final class Lane {
    /**
     * The marker is missing. No commit depends on that: if the marker were removed, a late request would find the same
     * state.
     */
    static final long NO_MARKER = 0;

    final String name;
    final ByteString marker;

    /** The revision of the marker as known to this process. */
    long revision = NO_MARKER;

    private long commits;

    Lane(String name, ByteString marker) {
        this.name = name;
        this.marker = marker;
    }

    /** A new, unique name for the next commit. */
    String nextId() {
        commits++;
        return name + "#" + commits;
    }
}
