/** Anomalies of weaker isolation, each provoked with a schedule under which a weaker engine shows it. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.anomaly;
