package dev.tvar.stm.benchmarks.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The length of a run and the measured JDK.
 *
 * @param quick whether only the cells of a quick run are measured
 * @param forks the number of JVMs for each cell
 * @param warmUps the number of discarded iterations
 * @param iterations the number of measured iterations
 * @param iterationMillis the duration of each
 * @param java the measured {@code java} program
 * @param virtualJava the {@code java} program for virtual threads, 21 or newer; empty if there is none
 * @param jvmArguments arguments for the measured JVMs, after the common ones
 */
public record RunSettings(
        boolean quick,
        int forks,
        int warmUps,
        int iterations,
        int iterationMillis,
        String java,
        String virtualJava,
        List<String> jvmArguments) {

    /** A heap of fixed size, touched in advance, so that no figure includes growing it or touching it for the first time. */
    private static final List<String> COMMON =
            List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-Djava.awt.headless=true");

    /** The collector unless the user asks for another; the JVM's own choice depends on the size of the machine. */
    private static final String COLLECTOR = "-XX:+UseG1GC";

    /** Copies the list. */
    public RunSettings {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** A run of some minutes: enough to see that everything works, and the order of magnitude of the figures. */
    public static RunSettings quick(int forks, String java, String virtualJava, List<String> jvmArguments) {
        return new RunSettings(true, forks, 3, 2, 250, java, virtualJava, jvmArguments);
    }

    /** A run whose figures may be quoted. */
    public static RunSettings full(int forks, String java, String virtualJava, List<String> jvmArguments) {
        return new RunSettings(false, forks, 2, 3, 1000, java, virtualJava, jvmArguments);
    }

    /** The {@code java} program for a scenario; empty if this machine has none. */
    public String java(MeasuredScenario scenario) {
        return scenario.jvm() == MeasuredScenario.Jvm.MEASURED ? java : virtualJava;
    }

    /** All arguments for a measured JVM. */
    public List<String> allJvmArguments() {
        List<String> all = new ArrayList<>(COMMON);
        if (jvmArguments.stream().noneMatch(argument -> argument.matches("-XX:\\+Use\\w+GC"))) {
            all.add(COLLECTOR);
        }
        all.addAll(jvmArguments);
        return all;
    }
}
