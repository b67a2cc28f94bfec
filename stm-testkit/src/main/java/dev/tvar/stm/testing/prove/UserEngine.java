package dev.tvar.stm.testing.prove;

import dev.tvar.stm.testing.engine.Engine;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;

/** Engines of a user-defined class. */
final class UserEngine implements Supplier<Engine> {
    private final String name;
    private final Constructor<? extends Engine> constructor;

    private UserEngine(String name, Constructor<? extends Engine> constructor) {
        this.name = name;
        this.constructor = constructor;
    }

    /**
     * Finds the class, without running its code.
     *
     * @throws IllegalArgumentException if there is no such class, or it is not usable as an engine
     */
    static UserEngine named(String name, ClassLoader classes) {
        Class<?> type = load(name, classes);
        if (!Engine.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("'" + name + "' does not implement " + Engine.class.getName());
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException("cannot make engine '" + name + "': it is "
                    + (type.isInterface() ? "an interface" : "an abstract class")
                    + "; name a class that implements it");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("cannot make engine '" + name + "': the class needs to be public");
        }
        try {
            return new UserEngine(name, type.asSubclass(Engine.class).getConstructor());
        } catch (NoSuchMethodException e) {
            boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
            throw new IllegalArgumentException(
                    "cannot make engine '" + name + "': it needs a public constructor without parameters"
                            + (inner ? ", and needs to be static, since it is inside another class" : ""),
                    e);
        } catch (LinkageError e) {
            throw cannotLoad(name, e);
        }
    }

    private static Class<?> load(String name, ClassLoader classes) {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException e) {
            if (name.indexOf('.') > 0) {
                throw new IllegalArgumentException(
                        "cannot load engine '" + name + "': there is no such class on the class path", e);
            }
            throw new IllegalArgumentException(
                    "unknown engine '" + name + "'; known are " + String.join(", ", Target.names())
                            + ", and there is no class of that name on the class path",
                    e);
        } catch (LinkageError e) {
            throw cannotLoad(name, e);
        }
    }

    private static IllegalArgumentException cannotLoad(String name, LinkageError e) {
        String why = String.valueOf(e.getMessage());
        if (e instanceof NoClassDefFoundError && why.contains("wrong name: ")) {
            String real = why.replaceAll(".*wrong name: ([^)]*)\\).*", "$1").replace('/', '.');
            why = "the class is called '" + real + "'; give that name, and the directory above its package";
        } else if (e instanceof NoClassDefFoundError) {
            why = "it needs the class " + why.replace('/', '.') + ", which is not on the class path";
        } else {
            why = e.toString();
        }
        return new IllegalArgumentException("cannot load engine '" + name + "': " + why, e);
    }

    /**
     * A new engine.
     *
     * @throws IllegalArgumentException if a class that it needs is missing
     * @throws EngineFailure if its code throws
     */
    @Override
    public Engine get() {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw thrown("its constructor", e);
        } catch (ExceptionInInitializerError e) {
            throw thrown("its static initialiser", e);
        } catch (LinkageError e) {
            throw cannotLoad(name, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot make engine '" + name + "': " + e, e);
        }
    }

    /** The exception to throw for an exception of the engine's code, which is the cause of that of the JVM. */
    private RuntimeException thrown(String what, Throwable byTheJvm) {
        Throwable cause = byTheJvm.getCause() == null ? byTheJvm : byTheJvm.getCause();
        if (cause instanceof ExceptionInInitializerError && cause != byTheJvm) {
            return thrown("a static initialiser that it needs", cause);
        }
        return cause instanceof LinkageError missing
                ? cannotLoad(name, missing)
                : new EngineFailure("engine '" + name + "': " + what + " threw " + cause, cause);
    }
}
