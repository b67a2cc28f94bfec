package dev.tvar.stm.testing.prove;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A property to try. */
public enum Property {
    /** Random transfers with concurrent auditors: money is conserved, at every instant. */
    CONSERVATION("money is conserved, and every audit sees it"),

    /** Random transaction programs: a serial order explains the observations of every transaction. */
    PROGRAMS("a serial order that respects real time explains every outcome"),

    /**
     * The same for small programs under many schedules, chosen step by step inside this library's own engine; only for
     * {@link Target#OURS}, in a JVM with {@code -Ddev.tvar.stm.seam=true}.
     */
    SCHEDULES("under every schedule a serial order explains every outcome"),

    /**
     * Random calls of clients of a {@link dev.tvar.stm.testing.service.MoneyService}: every
     * {@link dev.tvar.stm.testing.bank.Law} holds. An engine is tried as a service.
     */
    SERVICE("every law of accounts holds for what the clients of the service see");

    /** The properties that can be tried on every engine. */
    public static final List<Property> EVERYWHERE = List.of(CONSERVATION, PROGRAMS);

    private final String text;

    Property(String text) {
        this.text = text;
    }

    /**
     * The property in words.
     *
     * @return a sentence without its full stop
     */
    public String text() {
        return text;
    }

    /**
     * All names that {@link #named} knows.
     *
     * @return the names
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(Property::toString).toList();
    }

    /**
     * The property with a name.
     *
     * @param name for instance {@code "conservation"}
     * @return the property
     * @throws IllegalArgumentException if there is none; the message lists the known ones
     */
    public static Property named(String name) {
        return Arrays.stream(values())
                .filter(property -> property.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown property '" + name + "'; known are " + String.join(", ", names())));
    }

    /** The name, in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
