package dev.tvar.stm.examples.lesson;

import java.io.PrintWriter;

/**
 * A short program that shows one point: the wrong version next to the right one, and at the end a law
 * and whether it held. The lesson leads the wrong version into its failure step by step, so it fails
 * every time. {@code ./stm B3} runs the
 * lesson with that id, and {@code ./stm B3 --help} prints its question and explains what to watch.
 */
public interface Lesson {
    /**
     * The name of the lesson and the point that it shows.
     *
     * @return always the same
     */
    Card card();

    /**
     * Runs it. Ends early, with an exception, when the calling thread is interrupted.
     *
     * @param setup what the user chose
     * @param out the destination of its output, written as it runs
     * @return whether the law held
     */
    boolean run(Setup setup, PrintWriter out);
}
