/** The examples of the guide to properties, and a test that they do what the guide says. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.guide;
