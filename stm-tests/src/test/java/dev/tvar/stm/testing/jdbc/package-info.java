/** Tests of schedules over statements, on H2 and PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.jdbc;
