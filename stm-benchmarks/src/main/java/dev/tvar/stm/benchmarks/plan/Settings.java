package dev.tvar.stm.benchmarks.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How long and on what is measured.
 *
 * @param quick whether only the cells of a quick run are measured
 * @param forks how many times every cell is measured, each time in a new JVM
 * @param warmUps how many iterations are thrown away
 * @param iterations how many iterations count
 * @param iterationMillis how long each takes
 * @param java the {@code java} program that is measured
 * @param virtualJava the {@code java} program for virtual threads, 21 or newer; empty if there is none
 * @param jvmArguments for the measured JVMs, after the common ones
 */
public record Settings(
        boolean quick,
        int forks,
        int warmUps,
        int iterations,
        int iterationMillis,
        String java,
        String virtualJava,
        List<String> jvmArguments) {

    /** Heap of one size, touched beforehand, so that neither growing nor first touching it is part of a figure. */
    private static final List<String> COMMON =
            List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-Djava.awt.headless=true");

    /** The collector unless another is asked for; not left to the JVM, which takes another one on small machines. */
    private static final String COLLECTOR = "-XX:+UseG1GC";

    /** Copies the list. */
    public Settings {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /**
     * A run of about three minutes: enough to see that all works, and the size of figures.
     *
     * @param forks how many forks of each cell
     * @param java the measured {@code java}
     * @param virtualJava the one for virtual threads, or empty
     * @param jvmArguments further arguments
     * @return the settings
     */
    public static Settings quick(int forks, String java, String virtualJava, List<String> jvmArguments) {
        return new Settings(true, forks, 3, 2, 250, java, virtualJava, jvmArguments);
    }

    /**
     * A run to quote.
     *
     * @param forks how many forks of each cell
     * @param java the measured {@code java}
     * @param virtualJava the one for virtual threads, or empty
     * @param jvmArguments further arguments
     * @return the settings
     */
    public static Settings full(int forks, String java, String virtualJava, List<String> jvmArguments) {
        return new Settings(false, forks, 2, 3, 1000, java, virtualJava, jvmArguments);
    }

    /**
     * How many iterations count where threads meet on a machine with two processors: more of them and shorter ones, since the
     * host moves the processors every few seconds.
     *
     * @return how many
     */
    public int shortIterations() {
        return quick ? 6 : 12;
    }

    /**
     * How long each of those takes.
     *
     * @return milliseconds
     */
    public int shortIterationMillis() {
        return quick ? 150 : 250;
    }

    /**
     * All arguments for a measured JVM.
     *
     * @return the list
     */
    public List<String> allJvmArguments() {
        List<String> all = new ArrayList<>(COMMON);
        if (jvmArguments.stream().noneMatch(argument -> argument.matches("-XX:\\+Use\\w+GC"))) {
            all.add(COLLECTOR);
        }
        all.addAll(jvmArguments);
        return all;
    }
}
