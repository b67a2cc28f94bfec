/** Functions through which Kotlin infers the types of transactions. */
module dev.tvar.stm.kotlin {
    requires transitive dev.tvar.stm;
    requires transitive kotlin.stdlib;

    exports dev.tvar.stm.kotlin;
}
