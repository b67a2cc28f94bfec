/** {@link dev.tvar.stm.STM#diagnostics()} as Micrometer meters. */
module dev.tvar.stm.micrometer {
    requires transitive dev.tvar.stm;
    requires transitive micrometer.core;
    requires static org.jspecify;

    exports dev.tvar.stm.micrometer;
}
