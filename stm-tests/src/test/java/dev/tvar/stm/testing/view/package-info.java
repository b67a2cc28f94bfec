/** The live {@code java.util} views of collections, under the suites of guava-testlib. */
@NullMarked
package dev.tvar.stm.testing.view;

import org.jspecify.annotations.NullMarked;
