/**
 * For authors of stores and of other code that takes part in a commit: {@link dev.tvar.stm.Txn#enlist} adds a participant,
 * {@link dev.tvar.stm.Txn#commitThrough} lets another system decide. Programs that only use transactions need none of this.
 */
@NullMarked
package dev.tvar.stm.spi;

import org.jspecify.annotations.NullMarked;
