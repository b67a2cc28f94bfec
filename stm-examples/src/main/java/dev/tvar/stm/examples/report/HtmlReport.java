package dev.tvar.stm.examples.report;

import com.samskivert.mustache.Mustache;
import dev.tvar.stm.examples.compare.Results;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The results of a comparison as one HTML page: no scripts, no other files, nothing from the network.
 * Incomplete results give a complete page, too.
 */
public final class HtmlReport {
    /** A mark in every page, by which a report is recognised before it is overwritten. */
    private static final String MARK = "<meta name=\"generator\" content=\"TVar STM compare\">";

    private HtmlReport() {}

    /**
     * The page. If Java has no fonts, it has a notice instead of charts.
     *
     * @param results what was measured
     * @param conditions where and when
     * @return HTML 5
     */
    public static String page(Results results, Conditions conditions) {
        return page(results, conditions, Svg.isPossible());
    }

    static String page(Results results, Conditions conditions, boolean charts) {
        return Mustache.compiler()
                .withLoader(name -> new StringReader(Resources.text(name + ".mustache")))
                .compile(Resources.text("report.mustache"))
                .execute(new Page(results, conditions, charts));
    }

    /**
     * Whether a file may be replaced by a report.
     *
     * @param file the file
     * @return true if it does not exist, or is an earlier report
     * @throws IOException if it cannot be read
     */
    public static boolean mayReplace(Path file) throws IOException {
        return !Files.exists(file) || (Files.isRegularFile(file) && head(file).contains(MARK));
    }

    /** The mark is near the beginning; the file may have any content and size. */
    private static String head(Path file) throws IOException {
        final int enough = 4_096;
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(enough), StandardCharsets.ISO_8859_1);
        }
    }
}
