/**
 * Tests with jcstress of the effects of transactions that other threads may observe on real processors. All have two threads:
 * jcstress skips a test with more actors than the machine has processors.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.jcstress;
