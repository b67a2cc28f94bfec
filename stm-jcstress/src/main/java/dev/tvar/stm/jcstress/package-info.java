/** What two threads may see of each other's transactions, on real processors, by jcstress. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.jcstress;
