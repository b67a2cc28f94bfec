package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JSON codec refuses at once each type that does not determine the class of the value that is read back. */
@SuppressWarnings({"unused", "NullAway"}) // fields are for Gson
final class JsonTypesTest {
    record WithObject(Object any) {}

    record WithNumber(Number any) {}

    record WithInterface(Serializable any) {}

    sealed interface Shape permits Circle {}

    record Circle(double radius) implements Shape {}

    record WithSealed(List<Shape> shapes) {}

    abstract static class Animal {
        String name = "";
    }

    record WithAbstract(Map<String, Animal> animals) {}

    record WithJdkClass(Thread thread) {}

    record WithStream(Stream<String> stream) {}

    @SuppressWarnings("rawtypes")
    record WithRawList(List list) {}

    record WithWildcard(List<?> list) {}

    record WithNestedOptional(Optional<Optional<String>> optional) {}

    record WithSqlDate(java.sql.Timestamp time) {}

    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final class Inner {
        int count;
    }

    record Nest<T>(@Nullable Nest<List<T>> next) {}

    record WithEndlessType(Nest<String> nest) {}

    static Stream<Class<?>> refusedTypes() {
        return Stream.of(
                WithObject.class,
                WithNumber.class,
                WithInterface.class,
                Shape.class,
                WithSealed.class,
                WithAbstract.class,
                WithJdkClass.class,
                WithStream.class,
                WithRawList.class,
                WithWildcard.class,
                WithNestedOptional.class,
                WithSqlDate.class,
                Failure.class,
                Inner.class,
                JsonTest.Box.class,
                WithEndlessType.class,
                List.class,
                Object.class,
                Runnable.class);
    }

    @ParameterizedTest
    @MethodSource("refusedTypes")
    void aTypeThatLeavesItsClassOpenIsRefusedAtOnce(Class<?> type) {
        var refused = assertThrows(IllegalArgumentException.class, () -> EtcdCodecs.json("shape", type));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("codec 'shape' cannot write " + type.getSimpleName()), message);
    }

    @Test
    void theMessageNamesTheField() {
        var refused = assertThrows(IllegalArgumentException.class, () -> EtcdCodecs.json("zoo", WithAbstract.class));
        assertTrue(String.valueOf(refused.getMessage()).contains("WithAbstract.animals<>"), refused.getMessage());
    }
}
