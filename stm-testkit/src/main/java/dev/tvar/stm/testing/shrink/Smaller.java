package dev.tvar.stm.testing.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Smaller numbers and lists, the smallest first; cuts are composed of them. Streams are lazy. */
public final class Smaller {
    private Smaller() {}

    /**
     * Numbers between two: the least, then those that halve the rest of the way, up to {@code number - 1}.
     *
     * @param number the number to make smaller
     * @param least where to stop; not greater than {@code number}
     * @return smaller numbers in ascending order, none of them twice
     */
    public static LongStream numbers(long number, long least) {
        return LongStream.iterate(number - least, way -> way > 0, way -> way / 2)
                .map(way -> number - way);
    }

    /**
     * The same for numbers of either sign, towards zero; a negative number becomes positive first.
     *
     * @param number the number to make smaller; not {@link Long#MIN_VALUE}
     * @return numbers nearer to zero
     */
    public static LongStream numbers(long number) {
        return number >= 0
                ? numbers(number, 0)
                : LongStream.concat(LongStream.of(-number), numbers(-number, 0).map(smaller -> -smaller));
    }

    /**
     * The high half of a number, for a size, so that the numbers of a case can be added without overflow.
     *
     * @param number not negative
     * @return its upper 31 bits
     */
    public static long high(long number) {
        return number >>> Integer.SIZE;
    }

    /**
     * The low half of a number, less important in a size than the {@linkplain #high high} one.
     *
     * @param number not negative
     * @return its lower 32 bits
     */
    public static long low(long number) {
        return number & 0xFFFF_FFFFL;
    }

    /**
     * A list without one of its parts, for each part.
     *
     * @param <E> the elements
     * @param list the list
     * @param parts the number of parts of equal length, with the remainder in one more; at least 1
     * @return shorter lists; none if the parts would be empty
     */
    public static <E> Stream<List<E>> withoutPart(List<E> list, int parts) {
        int length = list.size() / parts;
        if (length == 0) {
            return Stream.empty();
        }
        return IntStream.iterate(0, from -> from < list.size(), from -> from + length)
                .mapToObj(from -> {
                    List<E> rest = new ArrayList<>(list.subList(0, from));
                    rest.addAll(list.subList(Math.min(list.size(), from + length), list.size()));
                    return rest;
                });
    }

    /**
     * A list without one of its elements, for each element.
     *
     * @param <E> the elements
     * @param list the list
     * @return shorter lists
     */
    public static <E> Stream<List<E>> withoutOne(List<E> list) {
        return withoutPart(list, Math.max(1, list.size()));
    }

    /**
     * A list in which one element is replaced, for each element and each of its replacements.
     *
     * @param <E> the elements
     * @param list the list
     * @param replacements the replacements of an element
     * @return lists of the same length
     */
    public static <E> Stream<List<E>> withOneReplaced(List<E> list, Function<? super E, Stream<E>> replacements) {
        return IntStream.range(0, list.size())
                .boxed()
                .flatMap(i -> replacements.apply(list.get(i)).map(replacement -> {
                    List<E> replaced = new ArrayList<>(list);
                    replaced.set(i, replacement);
                    return replaced;
                }));
    }
}
