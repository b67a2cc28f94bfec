package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.engine.BrokenEngines;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The engine under test, by name: a known engine, an engine that is broken on purpose, {@code ours}
 * for this library with all its kinds of variables and steps, or a class of a user. Each run of a case
 * gets an engine of its own.
 */
public final class Target {
    private static final int PATIENCE_SECONDS = 20;

    /** The name of this library as a whole. */
    public static final String OURS = "ours";

    /** The variants used in turn, for transfers. */
    private static final List<String> OUR_ENGINES = List.of("tvar", "tlong", "tlong-add");

    private final String name;
    private final List<Supplier<Engine>> engines;

    /** The context class loader of all threads that use the engines, for their look-ups by name. */
    private final ClassLoader classes;

    private Target(String name, List<Supplier<Engine>> engines, ClassLoader classes) {
        this.name = name;
        this.engines = engines;
        this.classes = classes;
    }

    /**
     * All names of engines of the harness.
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
     * The target with a name, which has {@value #PATIENCE_SECONDS} seconds to create and to close an engine.
     *
     * @param name as below
     * @param classes as below
     * @return the target
     * @throws IllegalArgumentException as below
     * @throws EngineFailure as below
     */
    public static Target named(String name, ClassLoader classes) {
        return named(name, classes, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /**
     * The target with a name. Creates, uses and closes one engine, so that an engine that cannot be tested fails now.
     *
     * @param name one of {@link #names()}, or the binary name of a public class that implements {@link Engine} and has a
     *     public constructor without parameters
     * @param classes the class loader of such a class; also the context class loader of all threads that use the engine
     * @param limit the time limit for creating an engine, and for closing it
     * @return the target
     * @throws IllegalArgumentException if there is no such engine, or a class that it needs is missing; the message says why
     * @throws EngineFailure if the engine's own code throws, or takes longer
     */
    public static Target named(String name, ClassLoader classes, Duration limit) {
        if (name.equals(OURS)) {
            return new Target(
                    name,
                    OUR_ENGINES.stream()
                            .<Supplier<Engine>>map(one -> () -> Engines.named(one))
                            .toList(),
                    classes);
        }
        Supplier<Engine> maker;
        if (Engines.names().contains(name)) {
            maker = () -> Engines.named(name);
        } else if (BrokenEngines.names().contains(name)) {
            maker = () -> BrokenEngines.named(name);
        } else {
            UserClass type = UserClass.named("engine", name, classes, names(), Engine.class);
            maker = () -> (Engine) type.get();
        }
        Target target = new Target(name, List.of(maker), classes);
        target.requireUsable(limit);
        return target;
    }

    /**
     * A target from a factory.
     *
     * @param name its name
     * @param maker makes a new engine for each run
     * @return the target
     */
    public static Target of(String name, Supplier<Engine> maker) {
        return new Target(name, List.of(maker), Thread.currentThread().getContextClassLoader());
    }

    /** Runs in a thread of its own, which an engine that does not return keeps. */
    private void requireUsable(Duration limit) {
        try {
            InTime.call("trial of " + name, limit, () -> with(0, engine -> engine.variable(0)));
        } catch (InTime.Late e) {
            EngineFailure failure = new EngineFailure("engine '" + name + "' takes longer than " + limit.toSeconds()
                    + " s to be made, to make a variable, and to be closed");
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        } catch (IllegalStateException missing) { // an artifact of a known engine
            throw new IllegalArgumentException(missing.getMessage(), missing);
        }
    }

    /**
     * The name of the target.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Whether the engine may use this library: this library itself, or a class of a user.
     *
     * @return false for other engines, and for engines that are broken on purpose
     */
    public boolean mayUseThisLibrary() {
        return isWholeLibrary() || OUR_ENGINES.contains(name) || !names().contains(name);
    }

    /** Whether it is this library as a whole, so that programs may use nesting and orElse. */
    boolean isWholeLibrary() {
        return name.equals(OURS);
    }

    /** The number of engines that it stands for. */
    int count() {
        return engines.size();
    }

    /**
     * An action on an engine.
     *
     * @param <R> the result
     * @param <X> the exceptions of the action itself
     */
    @FunctionalInterface
    interface Use<R, X extends Exception> {
        R of(Engine engine) throws X;
    }

    /**
     * Creates a new engine, uses it for a run, and closes it; {@code turn} chooses the engine, if there are several.
     *
     * @throws EngineFailure if the engine throws outside of its transactions
     */
    <R, X extends Exception> R with(long turn, Use<? extends R, ? extends X> use) throws X {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(classes);
        try {
            Engine engine = engines.get((int) Math.floorMod(turn, (long) engines.size()))
                    .get();
            R result;
            try {
                result = use.of(engine);
            } catch (RuntimeException | Error e) {
                throw failure("the engine", e);
            }
            close(engine);
            return result;
        } finally {
            self.setContextClassLoader(before);
        }
    }

    private void close(Engine engine) {
        try {
            engine.close();
        } catch (RuntimeException | Error e) {
            throw failure("its close()", e);
        }
    }

    private EngineFailure failure(String what, Throwable thrown) {
        return new EngineFailure("engine '" + name + "': " + what + " threw " + thrown, thrown);
    }

    /** The Java expression that makes the engine of a turn, for a test. */
    String java(long turn) {
        String engineName = with(turn, Engine::name);
        if (Engines.names().contains(engineName)) {
            return "Engines.named(\"" + engineName + "\")";
        }
        return BrokenEngines.names().contains(engineName)
                ? "BrokenEngines.named(\"" + engineName + "\")"
                : "new " + name + "()";
    }
}
