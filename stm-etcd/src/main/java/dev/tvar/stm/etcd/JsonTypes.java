package dev.tvar.stm.etcd;

import com.google.gson.annotations.JsonAdapter;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether JSON can represent all values of a type, from the declared types of its fields. Gson itself would
 * detect it only at a value, when a transaction commits.
 */
final class JsonTypes {
    /** A limit far beyond real types: a generic class that contains itself with a larger argument nests without end. */
    private static final int DEEPEST = 50;

    private static final Set<Class<?>> CONTAINERS = Set.of(
            Collection.class,
            List.class,
            ArrayList.class,
            LinkedList.class,
            Set.class,
            HashSet.class,
            LinkedHashSet.class,
            SortedSet.class,
            NavigableSet.class,
            TreeSet.class,
            EnumSet.class,
            Queue.class,
            Deque.class,
            ArrayDeque.class,
            Map.class,
            HashMap.class,
            LinkedHashMap.class,
            SortedMap.class,
            NavigableMap.class,
            TreeMap.class,
            EnumMap.class,
            ConcurrentMap.class,
            ConcurrentHashMap.class);

    /** A type, with the bindings of its type variables. */
    private record Bound(Type type, Map<TypeVariable<?>, Bound> variables) {}

    private final String codec;
    private final Set<Class<?>> texts;
    private final Set<Bound> seen = new HashSet<>();
    private final Set<Class<?>> objects = new HashSet<>();

    private JsonTypes(String codec, Set<Class<?>> texts) {
        this.codec = codec;
        this.texts = texts;
    }

    /**
     * The classes that are written field by field in a value of a type.
     *
     * @param codec the name of the codec, for messages
     * @param texts the types that are written as one number, one word or one text
     * @throws IllegalArgumentException if there is a field that JSON cannot represent
     */
    static Set<Class<?>> objectsIn(Class<?> type, String codec, Set<Class<?>> texts) {
        JsonTypes types = new JsonTypes(codec, texts);
        types.check(new Bound(type, Map.of()), type.getSimpleName(), 0);
        return types.objects;
    }

    private void check(Bound bound, String place, int depth) {
        if (!seen.add(bound)) {
            return;
        }
        if (depth > DEEPEST) {
            throw refused(place, bound.type, "is nested too deeply", "");
        }
        if (bound.type instanceof Class<?> type) {
            checkClass(type, bound, place, depth);
        } else if (bound.type instanceof ParameterizedType type) {
            checkParameterized(type, bound, place, depth);
        } else if (bound.type instanceof TypeVariable<?> variable) {
            Bound argument = bound.variables.get(variable);
            if (argument == null) {
                throw refused(place, variable, "is a type parameter without a type", "");
            }
            check(argument, place, depth);
        } else if (bound.type instanceof WildcardType wildcard) {
            check(new Bound(wildcard.getUpperBounds()[0], bound.variables), place, depth);
        } else {
            Type component = ((GenericArrayType) bound.type).getGenericComponentType();
            check(new Bound(component, bound.variables), place + "[]", depth + 1);
        }
    }

    private void checkParameterized(ParameterizedType type, Bound bound, String place, int depth) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (CONTAINERS.contains(raw) || raw == Optional.class) {
            for (Type argument : arguments) {
                checkContent(raw, new Bound(argument, bound.variables), place + "<>", depth);
            }
            return;
        }
        Map<TypeVariable<?>, Bound> variables = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            variables.put(raw.getTypeParameters()[i], new Bound(arguments[i], bound.variables));
        }
        checkClass(raw, new Bound(raw, variables), place, depth);
    }

    private void checkContent(Class<?> container, Bound content, String place, int depth) {
        boolean isOptional = content.type instanceof ParameterizedType type && type.getRawType() == Optional.class;
        if (isOptional && container != List.class && container != Collection.class) {
            throw refused(place, content.type, "is an Optional within " + container.getSimpleName(), "");
        }
        check(content, place, depth + 1);
    }

    private void checkClass(Class<?> type, Bound bound, String place, int depth) {
        if (type.isArray()) {
            check(new Bound(type.getComponentType(), bound.variables), place + "[]", depth + 1);
        } else if (type.isPrimitive() || type.isEnum() || texts.contains(type) || hasOwnAdapter(type)) {
            return; // one number, one word, one text, or the form that the adapter of the class defines
        } else if (CONTAINERS.contains(type) || type == Optional.class) {
            throw refused(place, type, "is declared without the type of its elements", "");
        } else if (type.isInterface()
                || Modifier.isAbstract(type.getModifiers())
                || type == Object.class
                || type == Number.class) {
            String kind = type.isSealed() ? "is sealed" : type.isInterface() ? "is an interface" : "is not concrete";
            throw refused(place, type, kind, ", and JSON does not tell which class a value has");
        } else if (isOfTheJdk(type)) {
            throw refused(place, type, "is a class of the JDK for which there is no JSON form here", "");
        } else if (isInner(type)) {
            throw refused(place, type, "is an inner, local or anonymous class", ": make it static");
        } else {
            objects.add(type);
            checkFields(type, bound.variables, place, depth);
        }
    }

    private void checkFields(Class<?> type, Map<TypeVariable<?>, Bound> variables, String place, int depth) {
        for (Field field : type.getDeclaredFields()) {
            if (isWritten(field) && !field.isAnnotationPresent(JsonAdapter.class)) {
                check(new Bound(field.getGenericType(), variables), place + "." + field.getName(), depth + 1);
            }
        }
        Class<?> parent = type.getSuperclass();
        if (parent == null || parent == Object.class || parent == Record.class) {
            return;
        }
        if (isOfTheJdk(parent)) {
            throw refused(place, type, "extends " + parent.getName() + ", whose fields cannot be read", "");
        }
        checkParent(type, variables, place, depth);
    }

    private void checkParent(Class<?> type, Map<TypeVariable<?>, Bound> variables, String place, int depth) {
        Class<?> parent = type.getSuperclass();
        Map<TypeVariable<?>, Bound> ofParent = new HashMap<>();
        if (type.getGenericSuperclass() instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            for (int i = 0; i < arguments.length; i++) {
                ofParent.put(parent.getTypeParameters()[i], new Bound(arguments[i], variables));
            }
        }
        checkFields(parent, ofParent, place, depth);
    }

    private static boolean isWritten(Field field) {
        int modifiers = field.getModifiers();
        return !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && !field.isSynthetic();
    }

    /** The written fields of a class and its superclasses that may hold an object of another class. */
    static List<Field> fieldsWithin(Class<?> type, Class<?> content) {
        List<Field> fields = new ArrayList<>();
        for (@Nullable Class<?> each = type; each != null && !isOfTheJdk(each); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (isWritten(field) && field.getType().isAssignableFrom(content) && !type.isRecord()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Whether Gson's annotation names an adapter, for the class or a superclass. */
    static boolean hasOwnAdapter(Class<?> type) {
        for (@Nullable Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.isAnnotationPresent(JsonAdapter.class)) {
                return true;
            }
        }
        return false;
    }

    static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static boolean isInner(Class<?> type) {
        boolean isNested = type.isAnonymousClass() || type.isLocalClass() || type.isMemberClass();
        return isNested && !Modifier.isStatic(type.getModifiers());
    }

    private IllegalArgumentException refused(String place, Type type, String why, String more) {
        return new IllegalArgumentException("codec '" + codec + "' cannot write " + place + " as JSON: "
                + type.getTypeName() + " " + why + more + ". Change the field, or use ValueCodec.of");
    }
}
