/** Money is conserved, and the harness would notice if it were not. */
@NullMarked
package dev.tvar.stm.testing.bank;

import org.jspecify.annotations.NullMarked;
