/** A test of the guide to properties. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.guide;
