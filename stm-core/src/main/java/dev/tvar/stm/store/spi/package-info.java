/**
 * For authors of storage engines under {@link dev.tvar.stm.store.TStore}: a disk of one process ({@link
 * dev.tvar.stm.store.spi.Storage}) or a storage that processes share ({@link dev.tvar.stm.store.spi.SharedStorage}). Programs
 * that only use stores need none of this.
 */
@NullMarked
package dev.tvar.stm.store.spi;

import org.jspecify.annotations.NullMarked;
