package dev.tvar.stm.examples.compare;

/** One step of a load. Shared by all workers. */
@FunctionalInterface
interface Operation {
    /**
     * Makes the step.
     *
     * @param i the number of the step, from 0; every number is given to one worker
     * @param desk the tools and counters of that worker
     */
    void perform(long i, Desk desk);
}
