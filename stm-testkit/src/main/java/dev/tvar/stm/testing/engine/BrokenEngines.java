package dev.tvar.stm.testing.engine;

import dev.tvar.stm.testing.engine.BrokenEngine.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Engines that are broken on purpose, each in one way, by name: to demonstrate failing properties, and to prove that
 * properties can fail.
 *
 * <table>
 * <caption>Names, and what is wrong</caption>
 * <tr><th>name</th><th>what is wrong</th></tr>
 * <tr><td>{@code broken:lost-update}</td><td>commits check nothing</td></tr>
 * <tr><td>{@code broken:write-skew}</td><td>commits do not check variables that were only read</td></tr>
 * <tr><td>{@code broken:torn-snapshot}</td><td>a snapshot reads the newest value at each step</td></tr>
 * <tr><td>{@code broken:dirty-write}</td><td>the writes of a body that throws are kept</td></tr>
 * <tr><td>{@code broken:late-check}</td><td>a transfer checks the funds in one transaction and moves them in another</td></tr>
 * </table>
 */
public final class BrokenEngines {
    /** The prefix of all names. */
    public static final String PREFIX = "broken:";

    private BrokenEngines() {}

    /**
     * All names that {@link #named} knows.
     *
     * @return the names
     */
    public static List<String> names() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE)
                .map(BrokenEngines::nameOf)
                .toList();
    }

    /**
     * A new engine.
     *
     * @param name one of {@link #names()}
     * @return the engine
     * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
     */
    public static Engine named(String name) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE && nameOf(fault).equals(name))
                .findFirst()
                .map(BrokenEngine::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown engine '" + name + "'; broken on purpose are " + String.join(", ", names())));
    }

    static String nameOf(Fault fault) {
        return PREFIX + fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
