/** Tests of the kit where no framework is; all others are in stm-tests. */
@NullMarked
package dev.tvar.stm.testing;

import org.jspecify.annotations.NullMarked;
