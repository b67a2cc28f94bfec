package dev.tvar.stm.etcd;

import dev.tvar.stm.store.TStore;

/**
 * A named store on etcd, shared by all processes that connect to the same cluster with the same prefix. All of {@link TStore}
 * is there; the {@linkplain dev.tvar.stm.etcd package description} says what holds and what differs.
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
     * As {@link #connect(EtcdOptions)}, with the default options for these addresses.
     *
     * @param endpoints {@code http://host:port}, at least one; all of one cluster
     * @return the store
     * @throws EtcdException if the cluster cannot be reached or refuses
     */
    public static EtcdStore connect(String... endpoints) {
        return connect(EtcdOptions.endpoints(endpoints));
    }

    /**
     * Connects to a cluster and reads all keys of the store. They are then mirrored in this process until the store is closed.
     *
     * @param options where, as whom, with which codecs
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
     * The revision of etcd up to which this process shows the store: every commit up to it, of any process, is visible here.
     *
     * @return the revision; grows
     */
    public long revision() {
        return storage.feed.revision();
    }

    /**
     * Returns when this process shows everything that any process has committed before this call; what is read after that is
     * read linearizably. Asks the cluster, and if the cluster is ahead for reasons that are not this store's, writes a key of
     * its own to it. A transaction that writes does not need this.
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
     * Settles a commit whose outcome was unknown, for good: if it has not committed, it will not any more.
     *
     * @param token what {@link CommitOutcomeUnknownException#token()} gave, in this process or another
     * @return whether it has committed
     * @throws EtcdException if the cluster does not answer, or does not know any more, because more time has passed than
     *     {@link EtcdOptions#withMarkerLifetime} says
     * @throws IllegalArgumentException if this is no token
     */
    public boolean hasCommitted(String token) {
        return storage.committer.hasCommitted(Token.parse(token));
    }

    /**
     * Ends the connection. The variables keep their values, and change no more; who waits for a change waits on. Commits are
     * refused.
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
