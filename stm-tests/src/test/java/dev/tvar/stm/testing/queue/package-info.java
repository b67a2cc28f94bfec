/** Queues against their java.util models, under rollback, beside each other, at their limits. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.queue;
