package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.support.CodePoints;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Normalised names of accounts, so that each account has one name. Letters are composed, white space
 * of any kind becomes a single blank and is trimmed, and variation selectors, which choose only the
 * style of a letter, are dropped. A name that still contains an invisible character is refused, and so
 * is a name that looks like an earlier one.
 */
final class AccountName {
    private static final int FIRST_STYLE = 0xFE00;
    private static final int LAST_STYLE = 0xFE0F;
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    /** Scripts in which a joiner changes how its neighbours are drawn; elsewhere it is invisible. */
    private static final Set<UnicodeScript> JOINED = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER);

    /** Cyrillic capitals, Cyrillic small letters, Greek letters, dashes and apostrophes that are drawn as ASCII is. */
    private static final String LOOK_ALIKES =
            "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408"
                    + "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0455\u0456\u0458"
                    + "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03BF\u03BD"
                    + "\u2010\u2011\u2012\u2013\u2212\u2018\u2019\u02BC\u2032";

    private static final String ASCII = "ABEKMHOPCTYXSIJ" + "aeopcyxsij" + "ABEZHIKMNOPTYXov" + "-----''''";

    private AccountName() {}

    /** The normalised name; empty if nothing is left of it. */
    static String of(String cell) {
        if (isPlain(cell)) {
            return Spreadsheet.name(cell);
        }
        StringBuilder name = new StringBuilder();
        Normalizer.normalize(cell, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (CodePoints.isSpace(c)) {
                if (name.length() > 0 && name.charAt(name.length() - 1) != ' ') {
                    name.append(' ');
                }
            } else if (c < FIRST_STYLE || c > LAST_STYLE) {
                name.appendCodePoint(c);
            }
        });
        return Spreadsheet.name(name.toString().stripTrailing());
    }

    /** ASCII without any white space or control character, as most names are. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /** The first code point that cannot be seen, if any. */
    static OptionalInt invisible(String name) {
        int[] points = name.codePoints().toArray();
        return IntStream.range(0, points.length)
                .filter(i -> CodePoints.isInvisible(points[i]) && !joins(points, i))
                .map(i -> points[i])
                .findFirst();
    }

    private static boolean joins(int[] points, int i) {
        return isJoiner(points[i])
                && i > 0
                && i < points.length - 1
                && JOINED.contains(UnicodeScript.of(points[i - 1]))
                && JOINED.contains(UnicodeScript.of(points[i + 1]));
    }

    private static boolean isJoiner(int codePoint) {
        return codePoint == JOINER || codePoint == NON_JOINER;
    }

    /** A key that is equal for names that look the same. */
    static String look(String name) {
        if (isPlain(name)) {
            return name;
        }
        StringBuilder look = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> !isJoiner(c))
                .forEach(c -> {
                    int place = LOOK_ALIKES.indexOf(c);
                    look.appendCodePoint(place < 0 ? c : ASCII.charAt(place));
                });
        return look.toString();
    }

    /** The first difference of two names: the code point in the first of them, or the one after its end in the other. */
    static int difference(String name, String other) {
        int[] points = name.codePoints().toArray();
        int[] others = other.codePoints().toArray();
        int i = 0;
        while (i < points.length && i < others.length && points[i] == others[i]) {
            i++;
        }
        return i < points.length ? points[i] : others[i];
    }
}
