/**
 * Schedules for code that keeps its money in a database: {@link dev.tvar.stm.testing.jdbc.ExploringDataSource} wraps a data source,
 * so that the {@link dev.tvar.stm.testing.explore.Explorer} decides before each statement, commit and rollback which client
 * continues. {@link dev.tvar.stm.testing.jdbc.Ledgers} are examples, right and wrong.
 */
@NullMarked
package dev.tvar.stm.testing.jdbc;

import org.jspecify.annotations.NullMarked;
