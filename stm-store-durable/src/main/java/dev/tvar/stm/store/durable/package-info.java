/**
 * The disk under {@link dev.tvar.stm.store.TStore#open}: one file, a log with checksums. Nothing here need be
 * called: {@link java.util.ServiceLoader} finds it when it is on the path.
 */
@NullMarked
package dev.tvar.stm.store.durable;

import org.jspecify.annotations.NullMarked;
