/** What is on disk after the process has been killed. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.store.durable;
