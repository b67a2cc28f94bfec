package dev.tvar.stm.examples.ledger;

import dev.tvar.stm.examples.ledger.Limited.TooLarge;
import dev.tvar.stm.examples.support.CodePoints;
import dev.tvar.stm.examples.support.Text;
import dev.tvar.stm.examples.support.WholeNumbers;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads comma-separated values row by row, and collects their errors. For one thread. */
final class CsvFile {
    /** All names and transfers are kept in memory. */
    private static final int MOST_BYTES = 100_000_000;

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(false) // otherwise the line in which a row begins is unknown
            .get();

    /** The message of the parser that has the line of a quote that is never closed. */
    private static final Pattern OPENED_IN = Pattern.compile("startline (\\d+)\\) EOF");

    /** The content of one line. */
    record Row(long line, List<String> cells) {}

    private final Source source;
    private final List<String> header;
    private final Problems problems;
    private boolean blank = true;
    private boolean empty = true;

    CsvFile(Source source, String... header) {
        this.source = source;
        this.header = List.of(header);
        this.problems = new Problems(source);
    }

    /** Passes on the rows with the right number of columns, without headers; other rows become problems. */
    void read(Consumer<Row> action) throws UnusableInput {
        try (Reader text = new LineMarks(new InputStreamReader(
                        new Limited(source.open(), MOST_BYTES), StandardCharsets.UTF_8.newDecoder()));
                CSVParser parser =
                        CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            read(parser, action);
        } catch (NoSuchFileException e) {
            throw unreadable("no such file");
        } catch (AccessDeniedException e) {
            throw unreadable("permission denied");
        } catch (CharacterCodingException e) {
            throw unreadable("not UTF-8 text");
        } catch (TooLarge e) {
            throw unreadable("it is larger than 100 MB");
        } catch (IOException e) {
            throw unreadable(Files.isDirectory(source.path()) ? "it is a directory" : String.valueOf(e.getMessage()));
        }
        if (empty && problems.isEmpty()) {
            throw new UnusableInput("cannot use %s: it %s"
                    .formatted(source.quoted(), blank ? "is empty" : "has a header and no further line"));
        }
    }

    private UnusableInput unreadable(String why) {
        return new UnusableInput("cannot read %s: %s".formatted(source.quoted(), why));
    }

    private void read(CSVParser parser, Consumer<Row> action) throws IOException {
        long line = 1;
        try {
            for (CSVRecord csv : parser) {
                pass(line, Arrays.asList(csv.values()), action);
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof CSVException broken)) {
                throw e.getCause();
            }
            addBrokenQuote(line, parser.getCurrentLineNumber(), String.valueOf(broken.getMessage()));
        }
    }

    /** A quote in a row that begins in one line, and cannot be read further in another. */
    private void addBrokenQuote(long begins, long ends, String message) {
        Matcher opened = OPENED_IN.matcher(message);
        if (opened.find()) {
            problems.add(Long.parseLong(opened.group(1)), "a quote opens here and is never closed");
        } else {
            String where = ends == begins ? "" : Text.format(" in line %d", ends);
            problems.add(
                    begins,
                    "a quote opens here, and its end" + where
                            + " is not followed by a comma or the end of the line; the rest was not read");
        }
    }

    private void pass(long line, List<String> cells, Consumer<Row> action) {
        if (cells.size() == 1 && AccountName.of(cells.get(0)).isEmpty()) {
            return; // an empty line
        }
        blank = false;
        if (isHeader(cells)) {
            return; // also in the middle of concatenated files
        }
        empty = false;
        if (cells.size() == header.size()) {
            action.accept(new Row(line, cells));
        } else {
            problems.addColumns(line, cells, header);
        }
    }

    private boolean isHeader(List<String> cells) {
        return cells.size() == header.size()
                && header.equals(cells.stream()
                        .map(cell -> AccountName.of(cell).toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** Records a bad line. */
    void problem(long line, String reason) {
        problems.add(line, reason);
    }

    /** A normalised name. An empty or invisible name becomes a problem, and empty. */
    String name(Row row, int column) {
        String name = AccountName.of(row.cells().get(column));
        if (name.isEmpty()) {
            problem(row.line(), "the name in column '%s' is empty".formatted(header.get(column)));
        }
        OptionalInt invisible = AccountName.invisible(name);
        if (invisible.isPresent()) {
            problem(
                    row.line(),
                    "%s '%s' contains the invisible character %s"
                            .formatted(header.get(column), Text.visible(name), CodePoints.name(invisible.getAsInt())));
            return "";
        }
        return name;
    }

    /** A whole number of at least {@code least}; anything else becomes a problem, and 0. */
    long number(Row row, int column, long least) {
        String cell = row.cells().get(column);
        String what = "%s '%s' ".formatted(header.get(column), Text.visible(cell));
        try {
            long number = WholeNumbers.parse(CodePoints.strip(cell));
            if (number >= least) {
                return number;
            }
            problem(row.line(), what + "is not at least " + least);
        } catch (NumberFormatException e) {
            problem(row.line(), what + e.getMessage());
        }
        return 0;
    }

    /** Refuses the whole file if it has any problem. */
    void throwIfBad() throws UnusableInput {
        if (!problems.isEmpty()) {
            throw new UnusableInput(problems.lines());
        }
    }
}
