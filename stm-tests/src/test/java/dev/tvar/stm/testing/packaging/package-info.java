/** The library as its users get it: compiled against, on the module path, in a container. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.packaging;
