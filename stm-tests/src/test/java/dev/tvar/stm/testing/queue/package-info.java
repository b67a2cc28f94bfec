/** Queues against their java.util models, under rollback, concurrently, at their limits. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.queue;
