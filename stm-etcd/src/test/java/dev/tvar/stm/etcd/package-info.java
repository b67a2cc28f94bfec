/** The store against real servers. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.etcd;
