package dev.tvar.stm.testing.planted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * A bug in the byte code of the library: methods of this JVM's library are redefined until the mutant is removed. A method
 * is named by its class, without the package ({@code Outer$Inner} for a nested one), and its name; all its overloads are
 * changed. A method, call or field that the library does not have is an error, so a mutant cannot survive a renaming unnoticed.
 */
public final class Mutant {
    private static final String LIBRARY = "dev.tvar.stm";

    private static final String TESTS = LIBRARY + ".testing.";

    /** A commit does not check whether the values that were read are still current. */
    public static final Mutant SKIP_VALIDATION = in("Commit.validate")
            .call("readsHold")
            .returns(true)
            .and(in("Commit.lock").call("haveSameVersion").returns(true));

    private static boolean isPlanted;

    private final List<Change> changes;

    private @Nullable Classes classes;

    private Mutant(List<Change> changes) {
        this.changes = changes;
    }

    /** A change of one method. */
    private record Change(String type, String method, String effect, Predicate<MethodNode> edit) {
        /** Changes the byte code of the class. */
        void apply(ClassNode code) {
            boolean changed = false;
            for (MethodNode each : code.methods) {
                changed |= each.name.equals(method) && edit.test(each);
            }
            if (!changed) {
                throw new AssertionError("the library has no place for the mutant " + this);
            }
        }

        @Override
        public String toString() {
            return "`" + type + "." + method + "`: " + effect;
        }
    }

    /** A mutant that changes nothing. */
    static Mutant none() {
        return new Mutant(List.of());
    }

    /** Does something on the engine with the mutant. */
    public <T> T during(Supplier<T> work) {
        plant();
        try {
            return work.get();
        } finally {
            redefine(classes().originals);
            isPlanted = false;
        }
    }

    /** Plants the mutant for the rest of this JVM. */
    void plant() {
        if (isPlanted) {
            throw new IllegalStateException("another mutant is planted");
        }
        redefine(classes().mutated);
        isPlanted = true;
    }

    /** Both mutants, as one. */
    Mutant and(Mutant other) {
        List<Change> both = new ArrayList<>(changes);
        both.addAll(other.changes);
        return new Mutant(both);
    }

    @Override
    public String toString() {
        return changes.stream().map(Change::toString).collect(Collectors.joining("; "));
    }

    // ---- what is changed

    /** A method to be changed, such as {@code "Commit.storeAll"}. */
    static Method in(String method) {
        int dot = method.indexOf('.');
        return new Method(method.substring(0, dot), method.substring(dot + 1));
    }

    /** A method to be changed. */
    record Method(String type, String name) {
        private Mutant change(String effect, Predicate<MethodNode> edit) {
            return new Mutant(List.of(new Change(type, name, effect, edit)));
        }

        /** The method does nothing but return this value: of its type, or the name of a constant of its enum. */
        Mutant returns(Object value) {
            return change("returns " + value, method -> ByteCode.replaceBody(method, value));
        }

        /** The method does nothing but return null. */
        Mutant returnsNull() {
            return change("returns null", ByteCode::returnNull);
        }

        /** The method does nothing. */
        Mutant doesNothing() {
            return change("does nothing", method -> ByteCode.replaceBody(method, null));
        }

        /** The method does not set a field that it should set. */
        Mutant doesNotSet(String field) {
            return change("does not set `" + field + "`", method -> ByteCode.omitWrites(method, field));
        }

        Call call(String callee) {
            return new Call(this, callee);
        }
    }

    /** The calls of a method in a method to be changed. */
    record Call(Method in, String callee) {
        private Mutant change(String effect, ByteCode.Replacement replacement) {
            return in.change(
                    "`" + callee + "` " + effect, method -> ByteCode.replaceCalls(method, callee, replacement));
        }

        /** The method is not called; it returns nothing. */
        Mutant isOmitted() {
            return change("is not called", (method, call, operands) -> new InsnList());
        }

        /** In place of the result of the call there is this value. */
        Mutant returns(Object value) {
            return change(
                    "returns " + value,
                    (method, call, operands) -> ByteCode.constant(value, Type.getReturnType(call.desc)));
        }

        /** In place of the result of the call there is one of its arguments. */
        Mutant returnsArgument(int index) {
            return change(
                    "returns its argument " + (index + 1), (method, call, operands) -> operands.loadArgument(index));
        }

        /** The call takes place after the next call of another method. */
        Mutant isCalledAfter(String other) {
            return change("is called after `" + other + "`", (method, call, operands) -> {
                InsnList postponed = operands.loadAll();
                postponed.add(ByteCode.copy(call));
                method.instructions.insert(ByteCode.nextCall(call, other), postponed);
                return new InsnList();
            });
        }
    }

    // ---- planting

    /** The classes to change, with and without the mutant. */
    private record Classes(List<ClassDefinition> originals, List<ClassDefinition> mutated) {}

    /** Reads and changes the byte code when it is first needed. */
    private Classes classes() {
        Classes present = classes;
        if (present == null) {
            present = new Classes(new ArrayList<>(), new ArrayList<>());
            for (Map.Entry<Class<?>, List<Change>> entry : changesByType().entrySet()) {
                byte[] original = byteCode(entry.getKey());
                present.originals.add(new ClassDefinition(entry.getKey(), original));
                present.mutated.add(new ClassDefinition(entry.getKey(), changed(original, entry.getValue())));
            }
            classes = present;
        }
        return present;
    }

    /**
     * The agent is called by reflection: its class file names annotations that are not on the class path, and the
     * compiler would warn of that.
     */
    private static void redefine(List<ClassDefinition> classes) {
        if (classes.isEmpty()) {
            return;
        }
        try {
            Object agent = Class.forName("net.bytebuddy.agent.ByteBuddyAgent")
                    .getMethod("install")
                    .invoke(null);
            Objects.requireNonNull((Instrumentation) agent).redefineClasses(classes.toArray(new ClassDefinition[0]));
        } catch (ReflectiveOperationException | UnmodifiableClassException e) {
            throw new AssertionError("the classes of the engine cannot be redefined", e);
        }
    }

    private Map<Class<?>, List<Change>> changesByType() {
        return changes.stream()
                .collect(Collectors.groupingBy(
                        change -> libraryClass(change.type), LinkedHashMap::new, Collectors.toList()));
    }

    private static Class<?> libraryClass(String name) {
        List<Class<?>> found = ReflectionSupport.findAllClassesInPackage(
                LIBRARY, type -> true, type -> type.endsWith("." + name) && !type.startsWith(TESTS));
        if (found.size() != 1) {
            throw new AssertionError("not one class " + name + " in the library, but " + found);
        }
        return found.get(0);
    }

    private static byte[] byteCode(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream stream = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] changed(byte[] original, List<Change> changes) {
        ClassNode code = new ClassNode();
        new ClassReader(original).accept(code, 0);
        changes.forEach(change -> change.apply(code));
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        code.accept(writer);
        return writer.toByteArray();
    }
}
