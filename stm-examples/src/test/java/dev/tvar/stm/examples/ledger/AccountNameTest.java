package dev.tvar.stm.examples.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two spellings of a name that look the same do not create money. */
class AccountNameTest {
    private static final long OPENING = 1_000;

    private final Path directory;

    AccountNameTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Ledger read(String content) throws IOException, UnusableInput {
        Path file = directory.resolve("l.csv");
        Files.deleteIfExists(file); // to overwrite a file makes some file systems wait for the disk
        return LedgerReader.read(Files.writeString(file, content), OPENING);
    }

    private List<String> problemsOf(String content) {
        return assertThrows(UnusableInput.class, () -> read(content)).problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFM\u00FCller", // a byte order mark at the start of a line
                "\uFEFF\"M\u00FCller\"",
                "M\u00FCller\u00A0", // no-break space
                "\u00A0 M\u00FCller",
                "M\u00FCller\u202F",
                "M\u00FCller\u3000",
                "\"M\u00FCller\t\"",
                "\"M\u00FCller\n\"",
                "Mu\u0308ller", // u and a combining diaeresis
                "M\u00FCller\uFE0F", // a mark of style
            })
    void namesThatLookAlikeAreOneAccount(String variant) throws Exception {
        Ledger ledger = read("M\u00FCller,Ann,10\n" + variant + ",Ann,10\n");
        assertEquals(List.of("M\u00FCller", "Ann"), ledger.names());
        assertEquals(2 * OPENING, ledger.total());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Ann\u00A0Lee", "Ann  Lee", "Ann \u2003 Lee", "\"Ann\nLee\"", "\"Ann\tLee\"", "Ann\u2028Lee"})
    void whiteSpaceWithinANameIsOneBlank(String variant) throws Exception {
        assertEquals(
                List.of("Ann Lee", "b"),
                read("Ann Lee,b,1\n" + variant + ",b,1\n").names());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0000, 0x0007, 0x001B, 0x007F, 0x009B, 0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D,
                0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xE0001,
                0xE0100
            })
    void anInvisibleCharacterIsRefusedWithItsLineAndCodePoint(int codePoint) {
        String point = "U+%04X".formatted(codePoint);
        for (String name : List.of("Bo%sb", "Bob%s", "\u041F%s\u041F")) {
            String shown = name.formatted("<" + point + ">");
            String content = "Bob,Ann,10\n" + name.formatted(Character.toString(codePoint)) + ",Ann,10\n";
            assertTrue(
                    problemsOf(content)
                            .get(0)
                            .endsWith(".csv:2: from '" + shown + "' contains the invisible character " + point),
                    problemsOf(content).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Bob, B\u043Eb, U+043E, U+006F", // Cyrillic o
        "BOB, \u0392OB, U+0392, U+0042", // Greek capital beta
        "Bob, B\uFF4Fb, U+FF4F, U+006F", // full width
        "A-B, A\u2011B, U+2011, U+002D", // no-break hyphen
        "O'Neil, O\u2019Neil, U+2019, U+0027",
        "file, \uFB01le, U+FB01, U+0066", // ligature
    })
    void aSecondNameThatLooksLikeAFirstIsRefused(String first, String second, String found, String inPlaceOf) {
        List<String> problems = problemsOf("\"%s\",x,1\n\"%s\",x,1\n".formatted(first, second));
        String reason = ".csv:2: account '%s' looks like '%s' (first in line 1), but differs: %s in place of %s"
                .formatted(second, first, found, inPlaceOf);
        assertTrue(problems.get(0).endsWith(reason), problems.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "Bob 2", "B0b", "Bo\u0308b", "\u041F\u0435\u0442\u0440", "\u674E", "\uD83D\uDE00"})
    void namesThatLookDifferentAreDifferentAccounts(String name) throws Exception {
        assertEquals(2, read("Bob," + name + ",1\n").names().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0915\u094D\u200D\u0937"})
    void joinersThatTheScriptNeedsAreKept(String name) throws Exception {
        assertEquals(List.of(name, "b"), read(name + ",b,1\n").names());
    }

    @Test
    void anAccountsFileIsReadInTheSameWay() throws Exception {
        Path accounts = Files.writeString(directory.resolve("a.csv"), "Mu\u0308ller,5\nBob\u00A0,0\n'=1+2,1\n");
        Path ledger = Files.writeString(directory.resolve("l.csv"), "M\u00FCller,Bob,1\n=1+2,Bob,1\n");
        assertEquals(
                List.of("M\u00FCller", "Bob", "=1+2"),
                LedgerReader.read(ledger, accounts).names());
        Files.writeString(ledger, "M\u00FCller,B\u043Eb,1\n");
        List<String> problems = assertThrows(UnusableInput.class, () -> LedgerReader.read(ledger, accounts))
                .problems();
        assertTrue(problems.get(0).contains("U+043E in place of U+006F"), problems.toString());
        Files.writeString(accounts, "Bob,1\nBob\u00A0,1\n");
        problems = assertThrows(UnusableInput.class, () -> LedgerReader.read(ledger, accounts))
                .problems();
        assertTrue(problems.get(0).endsWith("a.csv:2: account 'Bob' appears twice"), problems.toString());
    }

    /** Whatever characters surround the letters: the ledger is refused, or Bob has one account. */
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void bobHasOneAccountHoweverHeIsWritten(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        String[] letters = {"B\uFF22\u0412\u0392", "o\uFF4F\u043E\u03BF", "b\uFF42"};
        for (int round = 0; round < 2_000; round++) {
            StringBuilder name = new StringBuilder(random.nextBoolean() ? noise(random) : "");
            for (String letter : letters) {
                name.append(random.nextInt(4) == 0 ? letter.charAt(random.nextInt(letter.length())) : letter.charAt(0));
            }
            name.append(random.nextBoolean() ? noise(random) : "");
            try {
                assertEquals(
                        List.of("Bob", "x"),
                        read("Bob,x,1\n\"" + name + "\",x,1\n").names());
            } catch (UnusableInput refused) {
                assertTrue(
                        refused.problems().toString().contains("U+"),
                        refused.problems().toString());
            }
        }
    }

    /** One invisible character, by the JDK's own tables. */
    private static String noise(SplittableRandom random) {
        while (true) {
            int c = random.nextInt(Character.MAX_CODE_POINT + 1);
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SPACE_SEPARATOR
                    || type == Character.LINE_SEPARATOR) {
                return Character.toString(c);
            }
        }
    }
}
