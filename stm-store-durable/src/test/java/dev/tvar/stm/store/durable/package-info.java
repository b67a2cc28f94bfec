/** Tests of the durable store: after kills, power failures and damage. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.store.durable;
