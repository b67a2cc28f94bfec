package dev.tvar.stm.testing.prove;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Engines or services of a user-defined class. */
final class UserClass implements Supplier<Object> {
    /** What it makes, in a word. */
    private final String kind;

    private final String name;
    private final Constructor<?> constructor;

    private UserClass(String kind, String name, Constructor<?> constructor) {
        this.kind = kind;
        this.name = name;
        this.constructor = constructor;
    }

    /**
     * Finds the class, without running its code.
     *
     * @param kind what it makes, in a word
     * @param known the names that are no classes
     * @param types of which the class must implement one
     * @throws IllegalArgumentException if there is no such class, or it is not usable
     */
    static UserClass named(String kind, String name, ClassLoader classes, List<String> known, Class<?>... types) {
        Class<?> type = load(kind, name, classes, known);
        if (Arrays.stream(types).noneMatch(one -> one.isAssignableFrom(type))) {
            throw new IllegalArgumentException("'" + name + "' does not implement "
                    + Arrays.stream(types).map(Class::getName).collect(Collectors.joining(" or ")));
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException("cannot make " + kind + " '" + name + "': it is "
                    + (type.isInterface() ? "an interface" : "an abstract class")
                    + "; name a class that implements it");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("cannot make " + kind + " '" + name + "': the class needs to be public");
        }
        try {
            return new UserClass(kind, name, type.getConstructor());
        } catch (NoSuchMethodException e) {
            boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
            throw new IllegalArgumentException(
                    "cannot make " + kind + " '" + name + "': it needs a public constructor without parameters"
                            + (inner ? ", and needs to be static, since it is inside another class" : ""),
                    e);
        } catch (LinkageError e) {
            throw cannotLoad(kind, name, e);
        }
    }

    private static Class<?> load(String kind, String name, ClassLoader classes, List<String> known) {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException e) {
            if (name.indexOf('.') > 0) {
                throw new IllegalArgumentException(
                        "cannot load " + kind + " '" + name + "': there is no such class on the class path", e);
            }
            throw new IllegalArgumentException(
                    "unknown " + kind + " '" + name + "'; known are " + String.join(", ", known)
                            + ", and there is no class of that name on the class path",
                    e);
        } catch (LinkageError e) {
            throw cannotLoad(kind, name, e);
        }
    }

    private static IllegalArgumentException cannotLoad(String kind, String name, LinkageError e) {
        String why = String.valueOf(e.getMessage());
        if (e instanceof NoClassDefFoundError && why.contains("wrong name: ")) {
            String real = why.replaceAll(".*wrong name: ([^)]*)\\).*", "$1").replace('/', '.');
            why = "the class is called '" + real + "'; give that name, and the directory above its package";
        } else if (e instanceof NoClassDefFoundError) {
            why = "it needs the class " + why.replace('/', '.') + ", which is not on the class path";
        } else {
            why = e.toString();
        }
        return new IllegalArgumentException("cannot load " + kind + " '" + name + "': " + why, e);
    }

    Class<?> type() {
        return constructor.getDeclaringClass();
    }

    /**
     * A new object of the class.
     *
     * @throws IllegalArgumentException if a class that it needs is missing
     * @throws EngineFailure if its code throws
     */
    @Override
    public Object get() {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw thrown("its constructor", e);
        } catch (ExceptionInInitializerError e) {
            throw thrown("its static initialiser", e);
        } catch (LinkageError e) {
            throw cannotLoad(kind, name, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot make " + kind + " '" + name + "': " + e, e);
        }
    }

    /** The exception to throw for an exception of the user's code, which is the cause of that of the JVM. */
    private RuntimeException thrown(String what, Throwable byTheJvm) {
        Throwable cause = byTheJvm.getCause() == null ? byTheJvm : byTheJvm.getCause();
        if (cause instanceof ExceptionInInitializerError && cause != byTheJvm) {
            return thrown("a static initialiser that it needs", cause);
        }
        return cause instanceof LinkageError missing
                ? cannotLoad(kind, name, missing)
                : new EngineFailure(kind + " '" + name + "': " + what + " threw " + cause, cause);
    }
}
