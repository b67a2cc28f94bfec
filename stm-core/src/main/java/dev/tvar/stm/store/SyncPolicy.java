package dev.tvar.stm.store;

/**
 * The durability of a commit when it returns to the caller of a durable store: a trade of time against risk. Under every policy
 * a transaction is on disk whole or not at all, and transactions reach it in their serial order.
 */
public enum SyncPolicy {
    /**
     * The commit is forced to the device. It survives the end of the process and of the machine (power, kernel), if the
     * device keeps what it reports as written. Costs one force per group of concurrent commits: some 0.1 ms on a server's
     * solid-state disk, 1 to 10 ms on a consumer's, 10 ms and more on a turning one. The default.
     */
    FORCE,

    /**
     * The commit is handed to the operating system. It survives the end of the process ({@code kill -9} among them), but
     * if the machine goes down, the commits of the last seconds may be lost: the file then holds an earlier prefix of the
     * commits. Costs a write to memory per group, some tens of microseconds.
     */
    WRITE,

    /**
     * Nothing yet: the commit is handed to the operating system soon after, in the background. The end of the process
     * takes the commits of the last moments with it (as a rule some milliseconds). The caller does not wait;
     * {@link TStore#flush()} does. For the machine as {@link #WRITE}.
     */
    LATER
}
