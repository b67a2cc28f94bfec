@NullMarked
package dev.tvar.stm.micrometer;

import org.jspecify.annotations.NullMarked;
