package dev.tvar.stm.testing.service;

import dev.tvar.stm.testing.service.MemoryService.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Services that are broken on purpose, each so that it breaks one law, by name: to demonstrate failing properties, and to prove that
 * properties can fail.
 *
 * <table>
 * <caption>Names, and what is wrong</caption>
 * <tr><th>name</th><th>what is wrong</th></tr>
 * <tr><td>{@code broken:torn-audit}</td><td>an audit sees a transfer at one end only</td></tr>
 * <tr><td>{@code broken:leaking}</td><td>some transfers cost the receiver one</td></tr>
 * <tr><td>{@code broken:overdraft}</td><td>a transfer does not check the balance</td></tr>
 * <tr><td>{@code broken:lost-transfer}</td><td>some transfers are answered done, but not made</td></tr>
 * <tr><td>{@code broken:late-failure}</td><td>some transfers are made, but answered failed</td></tr>
 * <tr><td>{@code broken:forgotten-key}</td><td>the same key moves money again</td></tr>
 * <tr><td>{@code broken:stale-read}</td><td>a client does not see its own last change</td></tr>
 * <tr><td>{@code broken:stale-cache}</td><td>a client that only reads never sees a change</td></tr>
 * <tr><td>{@code broken:double-capture}</td><td>a hold can be captured again</td></tr>
 * </table>
 */
public final class BrokenServices {
    /** The prefix of all names. */
    public static final String PREFIX = "broken:";

    private BrokenServices() {}

    /**
     * All names that {@link #named} knows.
     *
     * @return the names
     */
    public static List<String> names() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE)
                .map(BrokenServices::nameOf)
                .toList();
    }

    /**
     * A new service.
     *
     * @param name one of {@link #names()}
     * @return the service
     * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
     */
    public static MoneyService named(String name) {
        return new MemoryService(fault(name));
    }

    /**
     * What is wrong with a service, in words.
     *
     * @param name one of {@link #names()}
     * @return a sentence without its full stop
     * @throws IllegalArgumentException if the name is unknown
     */
    public static String about(String name) {
        return fault(name).text();
    }

    private static Fault fault(String name) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE && nameOf(fault).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown service '" + name + "'; broken on purpose are " + String.join(", ", names())));
    }

    static String nameOf(Fault fault) {
        return PREFIX + fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
