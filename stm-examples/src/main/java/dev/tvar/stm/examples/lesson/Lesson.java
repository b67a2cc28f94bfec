package dev.tvar.stm.examples.lesson;

import java.io.PrintWriter;

/**
 * A short program that shows one thing: the wrong version beside the right one, and at the end a law and whether it held.
 * What must go wrong in the wrong version is led there step by step, so it goes wrong every time. {@code ./stm B3} runs the
 * lesson with that id, and {@code ./stm B3 --help} tells its question and what to look for.
 */
public interface Lesson {
    /**
     * What the lesson is called and what it shows.
     *
     * @return always the same
     */
    Card card();

    /**
     * Runs it. Ends early, with an exception, when the calling thread is interrupted.
     *
     * @param setup what the user chose
     * @param out where to tell what happens, as it happens
     * @return whether the law held
     */
    boolean run(Setup setup, PrintWriter out);
}
