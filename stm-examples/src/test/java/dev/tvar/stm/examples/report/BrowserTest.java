package dev.tvar.stm.examples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a reader sees it, in a real browser. */
class BrowserTest {
    private static final int NARROW = 400;
    private static final int WIDE = 1280;

    /** A4 without its margins, at 96 dots per inch. */
    private static final int PAPER = 718;

    private static final int CHARTS = 23;

    private static Path page;
    private static Browser browser;

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException {
        browser = Browser.open();
        page = Files.writeString(directory.resolve("report.html"), Samples.page());
    }

    @AfterAll
    static void close() {
        if (browser != null) { // skipped
            browser.close();
        }
    }

    /** Asks for complaints; there must be none. */
    private static void assertNone(String script) {
        List<String> complaints = browser.ask(script);
        assertEquals(List.of(), complaints);
    }

    @Test
    void nothingIsAskedOfTheNetworkAndTheConsoleStaysEmpty() {
        browser.requests();
        browser.show(page, WIDE);
        assertEquals(
                List.of(page.toUri().toString()),
                browser.requests().stream()
                        .filter(url -> !url.startsWith("data:"))
                        .toList());
        assertEquals(List.of(), browser.console());
        assertNone("return performance.getEntriesByType('resource').map(e => e.name)"
                + ".filter(name => !name.startsWith('data:'))");
    }

    @ParameterizedTest
    @ValueSource(ints = {NARROW, WIDE})
    void everyChartIsVisibleAndItsTextInside(int width) {
        browser.show(page, width);
        Long charts = browser.ask("return document.querySelectorAll('figure svg').length");
        assertEquals(CHARTS, charts);
        assertNone("""
                const bad = [];
                for (const svg of document.querySelectorAll('figure svg')) {
                  const name = svg.querySelector('title').textContent;
                  const box = svg.getBoundingClientRect();
                  if (box.width < 200 || box.height < 130) bad.push(name + ' is small: ' + box.width + ' x ' + box.height);
                  if (svg.querySelectorAll('path, rect, line').length < 8) bad.push(name + ' is empty');
                  if (svg.querySelectorAll('text').length < 4) bad.push(name + ' has no text');
                  for (const text of svg.querySelectorAll('text')) {
                    const t = text.getBoundingClientRect();
                    if (t.left < box.left - 1 || t.right > box.right + 1 || t.top < box.top - 1 || t.bottom > box.bottom + 1)
                      bad.push(name + ': "' + text.textContent + '" leaves the chart');
                  }
                }
                return bad;""");
    }

    @ParameterizedTest
    @ValueSource(ints = {NARROW, WIDE})
    void nothingIsWiderThanTheWindow(int width) {
        browser.show(page, width);
        Long overflow =
                browser.ask("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0L, overflow);
        assertNone("""
                const width = document.documentElement.clientWidth;
                return [...document.querySelectorAll('body *')]
                  .filter(e => !e.closest('.scroll') && !e.closest('svg'))
                  .filter(e => e.getBoundingClientRect().right > width + 0.5)
                  .map(e => e.tagName + ' ' + e.textContent.slice(0, 40));""");
    }

    /** A reader sees without scrolling when to choose what, and on a desk the begin of the summary. */
    @ParameterizedTest
    @CsvSource({"390, 844, .advice div:last-child", "1200, 900, #summary tbody tr"})
    void theFirstScreenSaysWhenToChooseWhat(int width, int height, String last) {
        browser.show(page, width);
        Double bottom =
                browser.ask("return document.querySelector('" + last + "').getBoundingClientRect().bottom + 0.01");
        assertTrue(bottom < height, last + " ends at " + bottom);
        Long sentences = browser.ask("return document.querySelectorAll('.advice dd').length");
        assertEquals(3L, sentences);
    }

    @Test
    void nothingIsWiderThanPaper() {
        browser.show(page, PAPER);
        browser.layOutForPaper();
        Long overflow =
                browser.ask("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertEquals(0L, overflow);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textStandsOutFromItsBackgroundWhateverTheReaderPrefers(boolean dark) {
        browser.show(page, WIDE);
        if (dark) {
            browser.preferDark();
        }
        assertEquals(
                "rgb(255, 255, 255)", browser.<String>ask("return getComputedStyle(document.body).backgroundColor"));
        assertNone("""
                const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
                const light = c => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
                  const v = c[i] / 255;
                  return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                }, 0);
                const ground = e => {
                  for (; e; e = e.parentElement) {
                    const c = parse(getComputedStyle(e).backgroundColor);
                    if (c.length === 3 || c[3] > 0) return c;
                  }
                  return [255, 255, 255];
                };
                const bad = [];
                for (const e of document.querySelectorAll('body *')) {
                  const words = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
                  if (!words || ['title', 'desc', 'STYLE'].includes(e.tagName)) continue;
                  const ink = e.tagName === 'text' ? getComputedStyle(e).fill : getComputedStyle(e).color;
                  const a = light(parse(ink)), b = light(ground(e));
                  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                  if (contrast < 4.5) bad.push(e.tagName + ' "' + e.textContent.slice(0, 30) + '": ' + contrast);
                }
                return bad;""");
    }

    @Test
    void chartsHaveDescriptionsForScreenReaders() {
        browser.show(page, WIDE);
        assertNone("""
                const bad = [];
                for (const svg of document.querySelectorAll('figure svg')) {
                  const labels = (svg.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id));
                  if (svg.getAttribute('role') !== 'img') bad.push('no role');
                  if (labels.length !== 2 || labels.some(l => !l || l.textContent.trim().length < 10 || !svg.contains(l)))
                    bad.push('no words: ' + svg.outerHTML.slice(0, 100));
                }
                const ids = [...document.querySelectorAll('[id]')].map(e => e.id).filter(id => id !== 'genericDefs');
                ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => bad.push('twice: ' + id));
                for (const a of document.querySelectorAll('a[href^="#"]'))
                  if (!document.getElementById(a.hash.slice(1))) bad.push('leads nowhere: ' + a.hash);
                for (const t of document.querySelectorAll('table'))
                  if (!t.caption || !t.querySelector('th[scope=col]') || !t.querySelector('th[scope=row]'))
                    bad.push('a table without words');
                return bad;""");
    }

    @Test
    void textIsTextAndNotOutlines() {
        browser.show(page, WIDE);
        String words =
                browser.ask("return [...document.querySelectorAll('svg text')].map(t => t.textContent).join('|')");
        for (String part :
                List.of("ordered-locks", "operations per second", "time of one operation", "time, ms", "99.9")) {
            assertTrue(words.contains(part), part);
        }
    }
}
