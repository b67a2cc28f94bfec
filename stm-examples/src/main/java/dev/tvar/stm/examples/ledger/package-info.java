/** A user's own ledger: read all of it, replay it concurrently, write the balances. */
@NullMarked
package dev.tvar.stm.examples.ledger;

import org.jspecify.annotations.NullMarked;
