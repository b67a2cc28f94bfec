package dev.tvar.stm.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JSON codec round-trips every value that it accepts, and refuses all others. */
@SuppressWarnings({"unused", "NullAway"}) // fields are for Gson; values may be null on purpose
final class JsonTest {
    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetTime offsetTime,
            OffsetDateTime offsetDateTime,
            ZonedDateTime zoned,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay,
            Duration duration,
            Period period,
            ZoneId zone,
            ZoneOffset offset,
            DayOfWeek day) {}

    record Maybe(
            Optional<LocalDate> date,
            Optional<List<String>> list,
            OptionalInt number,
            OptionalLong large,
            OptionalDouble real) {}

    record Reals(double primitive, @Nullable Double boxed, float small, List<Double> many) {}

    record Others(
            BigInteger whole,
            BigDecimal decimal,
            UUID id,
            URI place,
            Currency currency,
            Locale locale,
            Date date,
            char letter,
            byte[] bytes) {}

    record Point(int x, int y) {}

    record Keyed(
            Map<Point, String> points,
            Map<LocalDate, Integer> days,
            Map<Shout, Long> shouts,
            Map<Integer, Set<Point>> sets) {}

    record Tree(String name, @Nullable Tree left, List<Tree> children) {}

    record Box<T>(T content) {}

    record Boxes(Box<String> text, Box<Box<Instant>> inner) {}

    enum Shout {
        LOUD {
            @Override
            public String toString() {
                return "louder than its name";
            }
        },
        QUIET
    }

    static final class Counter {
        int count;
        transient Object notWritten = new Object();
    }

    static Stream<Object> values() {
        LocalDateTime at = LocalDateTime.of(2026, 11, 28, 9, 30, 0, 123_456_789);
        return Stream.of(
                new Times(
                        Instant.parse("2026-11-28T09:30:00.123456789Z"),
                        at.toLocalDate(),
                        at.toLocalTime(),
                        at,
                        OffsetTime.of(at.toLocalTime(), ZoneOffset.ofHoursMinutes(5, 30)),
                        OffsetDateTime.of(at, ZoneOffset.UTC),
                        ZonedDateTime.of(at, ZoneId.of("Europe/Berlin")),
                        Year.of(12_345),
                        YearMonth.of(12_345, 1),
                        MonthDay.of(2, 29),
                        Duration.ofSeconds(-5, 7),
                        Period.of(1, -2, 3),
                        ZoneId.of("America/Sao_Paulo"),
                        ZoneOffset.ofHours(-11),
                        DayOfWeek.MONDAY),
                new Times(
                        Instant.MIN,
                        LocalDate.MAX,
                        LocalTime.MIDNIGHT,
                        LocalDateTime.MIN,
                        OffsetTime.MAX,
                        OffsetDateTime.MIN,
                        ZonedDateTime.of(at, ZoneOffset.MAX),
                        Year.of(-3),
                        YearMonth.of(-3, 12),
                        MonthDay.of(12, 31),
                        Duration.ZERO,
                        Period.ZERO,
                        ZoneOffset.UTC,
                        ZoneOffset.MIN,
                        DayOfWeek.SUNDAY),
                new Maybe(
                        Optional.of(LocalDate.EPOCH),
                        Optional.of(List.of("a", "b")),
                        OptionalInt.of(-1),
                        OptionalLong.of(Long.MIN_VALUE),
                        OptionalDouble.of(Double.NaN)),
                new Maybe(
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty()),
                new Reals(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, List.of(-0.0, 1e300, 0.1)),
                new Reals(Double.MIN_VALUE, null, Float.MAX_VALUE, List.of()),
                new Keyed(
                        Map.of(new Point(1, 2), "a", new Point(3, 4), "b"),
                        Map.of(LocalDate.EPOCH, 1),
                        Map.of(Shout.LOUD, 1L, Shout.QUIET, Long.MAX_VALUE),
                        Map.of(7, Set.of(new Point(0, 0)))),
                new Tree("root", new Tree("left", null, List.of()), List.of(new Tree("child", null, List.of()))),
                new Boxes(new Box<>("text, with \" and \u2028 and \ud83d\ude00"), new Box<>(new Box<>(Instant.EPOCH))),
                Shout.LOUD,
                LocalDate.EPOCH,
                new Point(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writtenValuesAreReadBack(Object value) {
        assertEquals(value, copyOf(value), () -> text(value));
    }

    @SuppressWarnings("unchecked") // an object has its class
    private static <V> V copyOf(V value) {
        JsonCodec<V> codec = codec(value);
        return codec.decode(codec.encode(value));
    }

    @SuppressWarnings("unchecked") // an object has its class
    private static <V> JsonCodec<V> codec(V value) {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        return JsonCodec.of("test", (Class<V>) type);
    }

    private static <V> String text(V value) {
        return new String(codec(value).encode(value), StandardCharsets.UTF_8);
    }

    @Test
    void typesOfTheJdkThatAreNoTimesAreRead() {
        Others others = new Others(
                BigInteger.TEN.pow(40),
                new BigDecimal("1.500"),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                URI.create("http://a/b?c=d&e"),
                Currency.getInstance("EUR"),
                Locale.forLanguageTag("zh-Hant-TW"),
                new Date(1_234_567_890_123L),
                '\u00e9',
                new byte[] {-1, 0, 1});
        assertEquals(text(others), text(copyOf(others)));
        assertEquals(others.date(), copyOf(others).date());
        assertEquals(others.locale(), copyOf(others).locale());
    }

    @Test
    void timesAreIsoText() {
        assertEquals(
                "{\"date\":\"1970-01-01\",\"list\":null,\"number\":3,\"large\":null,\"real\":\"NaN\"}",
                text(new Maybe(
                        Optional.of(LocalDate.EPOCH),
                        Optional.empty(),
                        OptionalInt.of(3),
                        OptionalLong.empty(),
                        OptionalDouble.of(Double.NaN))));
    }

    static class Person {
        String name = "";
    }

    static final class Employee extends Person {
        int salary = 1;
    }

    record Team(Person lead, List<Person> others) {}

    static final class Node {
        @Nullable
        Node next;
    }

    record Sorted(SortedSet<String> words) {}

    record Numbers(Map<String, Integer> numbers) {}

    record Moment(Date date) {}

    static Stream<Object> refusedValues() {
        Node ring = new Node();
        ring.next = ring;
        Map<String, Integer> withNull = new HashMap<>();
        withNull.put(null, 1);
        return Stream.of(
                ring,
                new Team(new Employee(), List.of()),
                new Team(new Person(), List.of(new Person(), new Employee())),
                new Sorted(new TreeSet<>(Comparator.reverseOrder())),
                new Numbers(withNull),
                new Maybe(null, Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty()),
                new Moment(new java.sql.Timestamp(0)),
                new Tree("half \ud83d", null, List.of()));
    }

    @ParameterizedTest
    @MethodSource("refusedValues")
    void aValueThatWouldReturnAsAnotherIsRefused(Object value) {
        JsonCodec<Object> codec = codec(value);
        assertThrows(IllegalArgumentException.class, () -> codec.encode(value));
    }

    static Stream<String> unreadable() {
        return Stream.of(
                "",
                "null",
                "hello",
                "{\"instant\":\"yesterday\"}",
                "{\"day\":\"DOOMSDAY\"}",
                "{\"date\":\"2026-13-01\"}",
                "{} and more");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void jsonOfAnotherKindIsNotRead(String json) {
        JsonCodec<Times> codec = JsonCodec.of("times", Times.class);
        assertThrows(RuntimeException.class, () -> codec.decode(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytesThatAreNoTextAreNotRead() {
        JsonCodec<String> codec = JsonCodec.of("text", String.class);
        assertThrows(IllegalArgumentException.class, () -> codec.decode(new byte[] {'"', (byte) 0xff, '"'}));
    }

    @Test
    void transientFieldsAreNotWritten() {
        Counter counter = new Counter();
        counter.count = 3;
        assertEquals("{\"count\":3}", text(counter));
        assertEquals(3, copyOf(counter).count);
    }

    @Test
    void ordinaryListsAreTaken() {
        Team team = new Team(new Person(), new ArrayList<>(List.of(new Person())));
        assertEquals(1, copyOf(team).others().size());
    }
}
