package dev.tvar.stm.kotlin

import dev.tvar.stm.STM
import dev.tvar.stm.TLong
import dev.tvar.stm.TxnOptions
import dev.tvar.stm.store.RetryPolicy
import dev.tvar.stm.store.TStore
import dev.tvar.stm.sync.TReadWriteLock
import dev.tvar.stm.sync.TSemaphore
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class StoresAndLinesTest {
    private val executor = STM.with(TxnOptions.defaults())
    private val done = TLong.named("done", 0)

    @Test
    fun aChangesetIsCommitted() {
        val store = TStore.create()
        val handle = changeset(store, RetryPolicy.tries(3), listOf("alice", "bob")) { checkout ->
            checkout.set("alice", 70L)
            checkout.set("bob", 30L)
        }
        assertEquals(1L to 1L, handle.version("alice") to store.version("bob"))
    }

    @Test
    fun permitsAreTakenInOneTransactionWithTheBody() {
        val permits = TSemaphore.fair(2)
        assertEquals("taken", acquireInTurn(permits, executor, 2) { tx -> done.add(tx, 1).let { "taken" } })
        assertEquals(0L to 1L, snapshot { tx -> permits.available(tx) to done.get(tx) })
    }

    @Test
    fun aLockIsTakenInOneTransactionWithTheBody() {
        val lock = TReadWriteLock.create()
        assertEquals(1, acquireReadInTurn(lock, executor) { 1 })
        atomically { tx -> lock.releaseRead(tx) }
        acquireWriteInTurn(lock, executor) { tx -> done.add(tx, 1) }
        assertEquals(1, done.now())
    }
}
