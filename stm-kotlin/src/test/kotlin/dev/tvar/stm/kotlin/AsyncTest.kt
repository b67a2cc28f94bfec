package dev.tvar.stm.kotlin

import dev.tvar.stm.TLong
import java.util.concurrent.Executor
import java.util.concurrent.Flow
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test

class AsyncTest {
    private val account = TLong.named("account", 0)
    private val inTheCallingThread = Executor { task -> task.run() }

    @Test
    fun aTransactionWaitsForMoneyWithoutAThread() {
        val left = atomicallyAsync(inTheCallingThread) { tx ->
            tx.check(account.isAtLeast(tx, 30))
            account.add(tx, -30)
            account.get(tx)
        }
        assertFalse(left.isDone)
        atomically { tx -> account.add(tx, 50) }
        assertEquals(20L, left.join())
    }

    @Test
    fun aStreamFollowsAnExpression() {
        val seen = mutableListOf<Long>()
        var subscribed: Flow.Subscription? = null
        changes(inTheCallingThread) { tx -> account.get(tx) * 2 }.subscribe(object : Flow.Subscriber<Long> {
            override fun onSubscribe(subscription: Flow.Subscription) {
                subscribed = subscription
                subscription.request(Long.MAX_VALUE)
            }

            override fun onNext(item: Long) {
                seen += item
            }

            override fun onError(thrown: Throwable) = throw thrown

            override fun onComplete() = Unit
        })
        atomically { tx -> account.add(tx, 5) }
        subscribed?.cancel()
        atomically { tx -> account.add(tx, 5) }
        assertEquals(listOf(0L, 10L), seen)
    }
}
