/** Money is conserved, and the harness can detect that it is not. */
@NullMarked
package dev.tvar.stm.testing.bank;

import org.jspecify.annotations.NullMarked;
