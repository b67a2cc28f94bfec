package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.engine.BrokenEngines;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a property is tried on, by name: a known engine, one that is broken on purpose, {@code ours} for this library with
 * all its kinds of variables and steps, or a class of a user. Each run of a case gets an engine of its own.
 */
public final class Target {
    /** The name of this library as a whole. */
    public static final String OURS = "ours";

    /** In turn, for transfers. */
    private static final List<String> OUR_ENGINES = List.of("tvar", "tlong", "tlong-add");

    private final String name;
    private final List<Supplier<Engine>> engines;

    private Target(String name, List<Supplier<Engine>> engines) {
        this.name = name;
        this.engines = engines;
    }

    /**
     * All names of what comes with the harness.
     *
     * @return the names
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(OURS));
        names.addAll(Engines.names());
        names.addAll(BrokenEngines.names());
        return names;
    }

    /**
     * The target with a name.
     *
     * @param name one of {@link #names()}, or the binary name of a public class that implements {@link Engine} and has a
     *     public constructor without parameters
     * @param classes where such a class is looked for
     * @return the target
     * @throws IllegalArgumentException if there is no such engine, or it cannot be made; the message says why
     */
    public static Target named(String name, ClassLoader classes) {
        if (name.equals(OURS)) {
            return new Target(
                    name,
                    OUR_ENGINES.stream()
                            .<Supplier<Engine>>map(one -> () -> Engines.named(one))
                            .toList());
        }
        Supplier<Engine> maker;
        if (Engines.names().contains(name)) {
            maker = () -> Engines.named(name);
        } else if (BrokenEngines.names().contains(name)) {
            maker = () -> BrokenEngines.named(name);
        } else if (name.indexOf('.') > 0) {
            maker = userClass(name, classes);
        } else {
            throw new IllegalArgumentException("unknown engine '" + name + "'; known are " + String.join(", ", names())
                    + ", or give the name of a class with its package");
        }
        return new Target(name, List.of(tried(maker)));
    }

    /**
     * A target that is made by code.
     *
     * @param name how to call it
     * @param maker makes a new engine for each run
     * @return the target
     */
    public static Target of(String name, Supplier<Engine> maker) {
        return new Target(name, List.of(maker));
    }

    /** Fails now, and not in the middle. */
    private static Supplier<Engine> tried(Supplier<Engine> maker) {
        try (Engine engine = maker.get()) {
            engine.variable(0);
            return maker;
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Supplier<Engine> userClass(String name, ClassLoader classes) {
        Class<?> type;
        try {
            type = Class.forName(name, true, classes);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException("cannot load engine '" + name + "': " + e, e);
        }
        if (!Engine.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("'" + name + "' does not implement " + Engine.class.getName());
        }
        return () -> make(type.asSubclass(Engine.class));
    }

    private static Engine make(Class<? extends Engine> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of '" + type.getName() + "' threw " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "'" + type.getName() + "' needs to be public, with a public constructor without parameters", e);
        }
    }

    /**
     * The name it was found by.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Whether it is this library, or a class of a user, which may use it.
     *
     * @return false for other engines, and for those that are broken on purpose
     */
    public boolean mayUseThisLibrary() {
        return isWholeLibrary() || OUR_ENGINES.contains(name) || !names().contains(name);
    }

    /** Whether it is this library as a whole, so that programs may nest and choose. */
    boolean isWholeLibrary() {
        return name.equals(OURS);
    }

    /** How many engines it stands for. */
    int count() {
        return engines.size();
    }

    /** A new engine, for a run; {@code turn} decides which, if there are several. */
    Engine engine(long turn) {
        return engines.get((int) Math.floorMod(turn, (long) engines.size())).get();
    }

    /** The Java expression that makes the engine of a turn, for a test. */
    String java(long turn) {
        String engineName;
        try (Engine engine = engine(turn)) {
            engineName = engine.name();
        }
        if (Engines.names().contains(engineName)) {
            return "Engines.named(\"" + engineName + "\")";
        }
        return BrokenEngines.names().contains(engineName)
                ? "BrokenEngines.named(\"" + engineName + "\")"
                : "new " + name + "()";
    }
}
