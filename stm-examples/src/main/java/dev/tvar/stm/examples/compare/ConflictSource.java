package dev.tvar.stm.examples.compare;

import java.util.function.BooleanSupplier;

/** Knows why transactions ran again. Asked once, when everything is measured. */
@FunctionalInterface
interface ConflictSource {
    /**
     * Finds out.
     *
     * @param plan what was compared
     * @param stopped becomes true when the run shall end early
     * @return the reasons
     */
    Conflicts find(Plan plan, BooleanSupplier stopped);
}
