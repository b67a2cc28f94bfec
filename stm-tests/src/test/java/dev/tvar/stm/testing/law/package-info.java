/** The contract of the library, law by law: each class holds the tests of one subject. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.law;
