/**
 * The results of a comparison as one HTML page with charts, and as data. Uses {@code compare}; independent of the
 * terminal.
 */
@NullMarked
package dev.tvar.stm.examples.report;

import org.jspecify.annotations.NullMarked;
