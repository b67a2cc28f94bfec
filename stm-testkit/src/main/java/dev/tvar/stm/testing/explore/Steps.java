package dev.tvar.stm.testing.explore;

import java.util.concurrent.Callable;

/**
 * The places at which the {@link Explorer} may interrupt a client of a service that is not made of our variables: what an HTTP
 * client, a message queue or a wrapper of any other resource reports. Between two steps a client runs alone.
 *
 * <pre>{@code
 * steps.before("POST /transfers");
 * HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
 * }</pre>
 *
 * <p>Thread-safe. Outside of an exploration, and on threads that are not part of its scenario, all methods do nothing, apart
 * from making the call. Such explorations are started {@link Explorer#withOutsideCalls}.
 */
public interface Steps {
    /** The row of a step in the report of a failure. */
    interface Row {
        /**
         * Adds text to the row, such as the result of the step.
         *
         * @param text the text; the same in each run of the same schedule
         */
        void add(String text);
    }

    /**
     * Lets other clients run before the next step of the calling client.
     *
     * @param what the step, for reports; the same in each run of the same schedule
     */
    void before(String what);

    /**
     * Takes a step that may wait for another client. If it does, another client runs, and this one continues at a later
     * step of the schedule after the call has returned.
     *
     * @param <T> the result
     * @param what the step, for reports; the same in each run of the same schedule
     * @param waits recognises that the call waits
     * @param call the call
     * @return its result
     * @throws Exception what the call throws
     */
    <T> T call(String what, Waits waits, Callable<T> call) throws Exception;

    /**
     * The same for a call that releases something, which is made also when the schedule has ended early, and the client is
     * being ended by an error.
     *
     * @param <T> the result
     * @param what the step, for reports; the same in each run of the same schedule
     * @param waits recognises that the call waits
     * @param call the call
     * @return its result
     * @throws Exception what the call throws
     */
    <T> T release(String what, Waits waits, Callable<T> call) throws Exception;

    /**
     * Makes a call that is no step, but may wait for another client: for a connection from a pool.
     *
     * @param <T> the result
     * @param what the call, for reports if it waits
     * @param waits recognises that the call waits
     * @param call the call
     * @return its result
     * @throws Exception what the call throws
     */
    <T> T wait(String what, Waits waits, Callable<T> call) throws Exception;

    /**
     * Whether the calling thread is a client of an exploration.
     *
     * @return false outside of an exploration, and on other threads
     */
    boolean areTaken();

    /**
     * The row of the last step of the calling client.
     *
     * @return the row; without effect where there is no report
     */
    Row row();

    /**
     * The steps of the exploration that runs at the time of each call.
     *
     * @return the same object always
     */
    static Steps ofExplorer() {
        return ExploredSteps.INSTANCE;
    }
}
