package dev.tvar.stm.examples.lesson;

import java.io.PrintWriter;

/** A short program that shows one thing and ends by stating a law and whether it held. */
public interface Lesson {
    /**
     * The word on the command line.
     *
     * @return one word, in small letters
     */
    String name();

    /**
     * What it shows.
     *
     * @return one line, without a full stop
     */
    String about();

    /**
     * Runs it.
     *
     * @param seed decides every random choice; the interleaving of threads is not decided by it
     * @param out where to tell what happens
     * @return whether the law held
     */
    boolean run(long seed, PrintWriter out);
}
