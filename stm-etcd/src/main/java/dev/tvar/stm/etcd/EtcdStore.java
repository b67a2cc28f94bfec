package dev.tvar.stm.etcd;

import dev.tvar.stm.store.TStore;

/**
 * A named store on etcd, shared by all processes that connect to the same cluster with the same
 * prefix. It implements all of {@link TStore}; the {@linkplain dev.tvar.stm.etcd package description}
 * states its guarantees and the differences.
 *
 * <p>All methods may be called by any thread.
 */
public final class EtcdStore extends TStore {
    private static final System.Logger LOG = System.getLogger(EtcdStore.class.getName());

    private final EtcdStorage storage;

    private EtcdStore(EtcdStorage storage, EtcdOptions options) {
        super(storage, EtcdCodecs.COMMON, options.codecs);
        this.storage = storage;
    }

    /**
     * Connects as {@link #connect(EtcdOptions)}, with the default options for these addresses.
     *
     * @param endpoints {@code http://host:port}, at least one; all of one cluster
     * @return the store
     * @throws EtcdException if the cluster cannot be reached or refuses
     */
    public static EtcdStore connect(String... endpoints) {
        return connect(EtcdOptions.endpoints(endpoints));
    }

    /**
     * Connects to a cluster and reads all keys of the store. They are then mirrored in this process until the store is
     * closed.
     *
     * @param options the addresses, the user, and the codecs
     * @return the store; {@link #close()} ends the connection
     * @throws EtcdException if the cluster cannot be reached or refuses, or the prefix overlaps with that of another store
     */
    public static EtcdStore connect(EtcdOptions options) {
        options.endpointsThatExposeThePassword()
                .forEach(endpoint -> LOG.log(
                        System.Logger.Level.WARNING,
                        "the password of the user travels unencrypted to {0}: use https",
                        endpoint));
        EtcdStorage storage = new EtcdStorage(options);
        boolean connected = false;
        try {
            EtcdStore store = new EtcdStore(storage, options);
            storage.feed.start(store::show, options.timeouts.connect().toNanos());
            storage.claim.stake();
            storage.committer.prepare();
            connected = true;
            return store;
        } finally {
            if (!connected) {
                storage.close();
            }
        }
    }

    /**
     * The revision of etcd up to which this process shows the store: every commit up to it, by any process, is visible here.
     *
     * @return the revision; never decreases
     */
    public long revision() {
        return storage.feed.revision();
    }

    /**
     * Returns when this process shows everything that any process has committed before this call; reads
     * after it are linearisable. Sends a request to the cluster, and writes a key of its own if the
     * revision of the cluster is ahead because of keys outside this store. A transaction that writes does
     * not need this.
     *
     * @throws EtcdException if the cluster does not answer
     * @throws IllegalStateException if the store is closed
     */
    public void refresh() {
        storage.checkOpen();
        storage.barrier.pass();
        storage.checkOpen();
    }

    /**
     * Decides a commit whose outcome was unknown, for good: if it has not committed, it never will.
     *
     * @param token the {@link CommitOutcomeUnknownException#token()}, of this process or another
     * @return whether it has committed
     * @throws EtcdException if the cluster does not answer, or no longer knows the outcome because {@link
     * EtcdOptions#withMarkerLifetime} has passed
     * @throws IllegalArgumentException if this is no token
     */
    public boolean hasCommitted(String token) {
        return storage.committer.hasCommitted(Token.parse(token));
    }

    /**
     * Ends the connection. The variables keep their last values; transactions that wait for a change
     * continue to wait. Commits are refused.
     */
    @Override
    public void close() {
        storage.close();
    }

    @Override
    public String toString() {
        return "etcd store at revision " + revision();
    }
}
