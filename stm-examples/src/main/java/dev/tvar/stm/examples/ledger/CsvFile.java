package dev.tvar.stm.examples.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a file of comma-separated values as a whole, and collects what is wrong with it, line by line. For one thread. */
final class CsvFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A file is read as a whole; who gives an endless one by mistake shall not wait for the memory to fill. */
    private static final int MOST_BYTES = 100_000_000;

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();

    /** What one line says. */
    record Row(long line, List<String> cells) {}

    private record Problem(long line, String reason) {}

    private final Path path;
    private final List<String> header;
    private final List<Problem> problems = new ArrayList<>();

    CsvFile(Path path, String... header) {
        this.path = path;
        this.header = List.of(header);
    }

    /** The rows that have the right number of columns, without the header; the others become problems. */
    List<Row> rows() throws UnusableInput {
        List<Row> rows = new ArrayList<>();
        String text = text();
        try (Reader reader = new StringReader(text);
                CSVParser parser =
                        CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
            try {
                for (CSVRecord csv : parser) {
                    add(rows, csv, parser.getCurrentLineNumber());
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                problem(parser.getCurrentLineNumber(), "broken quoting, the rest of the file cannot be read");
            }
        } catch (IOException e) {
            throw new UnusableInput("cannot read '%s': %s".formatted(path, e.getMessage()));
        }
        return rows;
    }

    private void add(List<Row> rows, CSVRecord csv, long lastLine) {
        long line = lastLine
                - csv.stream().mapToLong(cell -> cell.lines().skip(1).count()).sum();
        List<String> cells = Arrays.asList(csv.values());
        boolean isHeader = csv.getRecordNumber() == 1
                && header.equals(cells.stream()
                        .map(cell -> cell.toLowerCase(Locale.ROOT))
                        .toList());
        if (isHeader) {
            return;
        }
        if (cells.size() == header.size()) {
            rows.add(new Row(line, cells));
        } else {
            problem(
                    line,
                    "expected %d columns (%s), found %d"
                            .formatted(header.size(), String.join(",", header), cells.size()));
        }
    }

    private String text() throws UnusableInput {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnusableInput("cannot read '%s': it is larger than 100 MB".formatted(path));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UnusableInput("cannot read '%s': no such file".formatted(path));
        } catch (AccessDeniedException e) {
            throw new UnusableInput("cannot read '%s': permission denied".formatted(path));
        } catch (CharacterCodingException e) {
            throw new UnusableInput("cannot read '%s': not UTF-8 text".formatted(path));
        } catch (IOException e) {
            String why = Files.isDirectory(path) ? "it is a directory" : e.getMessage();
            throw new UnusableInput("cannot read '%s': %s".formatted(path, why));
        }
    }

    /** Notes that a line is bad. */
    void problem(long line, String reason) {
        problems.add(new Problem(line, reason));
    }

    /** A name; an empty one becomes a problem. */
    String name(Row row, int column) {
        String name = row.cells().get(column);
        if (name.isEmpty()) {
            problem(row.line(), "the name in column '%s' is empty".formatted(header.get(column)));
        }
        return name;
    }

    /** A whole number of at least {@code least}; anything else becomes a problem, and 0. */
    long number(Row row, int column, long least) {
        String cell = row.cells().get(column);
        String what = "%s '%s'".formatted(header.get(column), cell);
        if (!cell.matches("[+-]?[0-9]+")) {
            problem(row.line(), what + " is not a whole number");
            return 0;
        }
        BigInteger number = new BigInteger(cell);
        if (number.compareTo(BigInteger.valueOf(least)) < 0) {
            problem(row.line(), what + " is not at least " + least);
            return 0;
        }
        if (number.bitLength() >= Long.SIZE) {
            problem(row.line(), what + " does not fit in 64 bits");
            return 0;
        }
        return number.longValueExact();
    }

    /** Refuses the whole file if anything is wrong with it, and lists everything, in the order of the lines. */
    void throwIfBad() throws UnusableInput {
        if (problems.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        problems.stream()
                .sorted(Comparator.comparingLong(Problem::line))
                .forEach(p -> lines.add("%s:%d: %s".formatted(path, p.line(), p.reason())));
        lines.add("%s: nothing was applied or written".formatted(path));
        throw new UnusableInput(lines);
    }
}
