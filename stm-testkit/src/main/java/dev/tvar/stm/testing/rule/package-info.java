/**
 * Rules: conditions on variables that must hold after every commit. A {@linkplain dev.tvar.stm.testing.explore.Scenario#rule
 * scenario} is judged while a schedule runs, a {@linkplain dev.tvar.stm.testing.history.Recording#rule recording} when it
 * has stopped; both by {@link dev.tvar.stm.testing.rule.CommitLog}.
 */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.rule;
