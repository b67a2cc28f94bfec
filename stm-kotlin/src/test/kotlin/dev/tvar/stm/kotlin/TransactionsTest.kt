package dev.tvar.stm.kotlin

import dev.tvar.stm.TLong
import dev.tvar.stm.TVar
import dev.tvar.stm.TooManyAttemptsException
import dev.tvar.stm.TxnOptions
import dev.tvar.stm.TxnTimeoutException
import java.io.IOException
import java.time.Duration
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** Every function, called as a Kotlin program calls it: with lambdas, and without type arguments or casts. */
class TransactionsTest {
    private val alice = TLong.named("alice", 100)
    private val bob = TLong.named("bob", 0)

    private fun balances() = snapshot { tx -> alice.get(tx) to bob.get(tx) }

    @Test
    fun aTransferIsAtomic() {
        val paid = atomically { tx ->
            if (!alice.isAtLeast(tx, 30)) return@atomically false
            alice.add(tx, -30)
            bob.add(tx, 30)
            true
        }
        assertEquals(true, paid)
        assertEquals(70L to 30L, balances())
    }

    @Test
    fun aBodyWithoutResultIsATransaction() {
        atomically { tx -> bob.add(tx, 5) }
        assertEquals(5, bob.now())
    }

    @Test
    fun nullIsAValueAndAResult() {
        val note = TVar.named<String?>("note", "old")
        val before: String? = atomically { tx -> note.getAndSet(tx, null) }
        assertEquals("old", before)
        assertNull(snapshot { tx -> note.get(tx) })
    }

    @Test
    fun anyExceptionUndoesTheBodyAndReachesTheCallerUnchanged() {
        val thrown = IOException("planned")
        val caught = assertThrows(IOException::class.java) {
            atomically { tx ->
                alice.add(tx, -1)
                throw thrown
            }
        }
        assertSame(thrown, caught)
        assertEquals(100L to 0L, balances())
    }

    @Test
    fun aNestedFailureUndoesTheNestedPartOnly() {
        atomically { tx ->
            bob.add(tx, 1)
            try {
                nested(tx) { inner ->
                    bob.add(inner, 10)
                    check(false) { "planned" }
                }
            } catch (e: IllegalStateException) {
                bob.add(tx, 100)
            }
        }
        assertEquals(101, bob.now())
    }

    @Test
    fun aNestedResultIsReturned() = assertEquals("7", atomically { tx -> nested(tx) { "7" } })

    @Test
    fun theSecondBranchRunsIfTheFirstRetries() {
        val from = atomically { tx ->
            orElse(
                tx,
                { branch ->
                    bob.add(branch, -1)
                    branch.check(bob.isAtLeast(branch, 0))
                    "bob"
                },
                { branch ->
                    alice.add(branch, -1)
                    "alice"
                },
            )
        }
        assertEquals("alice", from)
        assertEquals(99L to 0L, balances())
    }

    @Test
    fun anAttemptKnowsItsNumber() {
        assertEquals(1, atomically { tx -> tx.attempt() })
    }

    @Test
    fun theFirstOfSeveralBodiesThatCanRunIsRun() {
        val chosen = atomically(orElse({ tx -> retry(tx) }, { tx -> retry(tx) }, { tx -> alice.get(tx) }))
        assertEquals(100L, chosen)
    }

    @Test
    fun aLimitOfTimeEndsAWaitAndNamesTheTransaction() {
        val options = TxnOptions.defaults().withName("restock").withTimeout(Duration.ofMillis(1))
        val thrown = assertThrows(TxnTimeoutException::class.java) {
            atomically(options) { tx -> tx.check(bob.isAtLeast(tx, 1)) }
        }
        assertEquals(true, thrown.message!!.contains("restock") && thrown.message!!.contains("bob"), thrown.message)
    }

    @Test
    fun aLimitOfAttemptsEndsAWait() {
        assertThrows(TooManyAttemptsException::class.java) {
            atomically(TxnOptions.defaults().withMaxAttempts(1)) { tx ->
                bob.get(tx)
                retry(tx)
            }
        }
    }

    @Test
    fun patienceEndsAWaitWithoutAnException() {
        val waited = atomically { tx ->
            if (!bob.isAtLeast(tx, 1)) {
                retryFor(tx, Duration.ofMillis(1))
                return@atomically "no money came"
            }
            "money"
        }
        assertEquals("no money came", waited)
    }
}
