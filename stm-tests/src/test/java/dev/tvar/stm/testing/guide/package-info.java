/** A test that the guide to properties does what it says. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.guide;
