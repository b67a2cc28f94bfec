/**
 * What the harness adds for jqwik: {@link dev.tvar.stm.testing.StmDomain} gives a property its random cases. The packages
 * below continue those of {@code stm-testkit}, whose conventions apply.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing;
