/**
 * The storage of {@link dev.tvar.stm.store.TStore#open}: one file, a log with checksums. Applications
 * do not call this package: {@link java.util.ServiceLoader} finds it on the class path or module path.
 */
@NullMarked
package dev.tvar.stm.store.durable;

import org.jspecify.annotations.NullMarked;
