/** What an attempt has accessed: its read set and write set, and the checks whether its reads still hold. */
@NullMarked
package dev.tvar.stm.internal.access;

import org.jspecify.annotations.NullMarked;
