/** Synchronisers against their java.util models, under rollback, with many threads. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.sync;
