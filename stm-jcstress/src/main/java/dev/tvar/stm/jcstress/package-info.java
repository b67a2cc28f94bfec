/**
 * What two threads may see of each other's transactions, on real processors, by jcstress. Two, never three: jcstress
 * leaves out a test that has more actors than the machine has processors.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.jcstress;
