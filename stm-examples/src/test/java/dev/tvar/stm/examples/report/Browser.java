package dev.tvar.stm.examples.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * An installed Chromium without a window and without a network. Nothing is downloaded for it: if there
 * is none, the tests that need one are skipped, or fail with {@code -Dstm.browser=required}.
 */
final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    /**
     * Loggers that warn of browsers newer than Selenium, which does not matter here. Held, since otherwise the setting
     * would be lost.
     */
    private static final List<Logger> QUIET = Stream.of("devtools.CdpVersionFinder", "chromium.ChromiumDriver")
            .map(name -> Logger.getLogger("org.openqa.selenium." + name))
            .toList();

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open() {
        Optional<Path> browser =
                BROWSERS.stream().flatMap(name -> installed(name).stream()).findFirst();
        Optional<Path> driver = installed("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            String missing = "no Chromium with its driver here; on Debian: apt-get install chromium chromium-driver";
            if ("required".equals(System.getProperty("stm.browser"))) {
                fail(missing);
            }
            assumeTrue(false, missing);
        }
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build(),
                options(browser.orElseThrow())));
    }

    private static Optional<Path> installed(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static ChromeOptions options(Path browser) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // continuous integration runs as root
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND");
        return options;
    }

    /** Shows a file in a window of that width, in daylight. */
    void show(Path page, int width) {
        prefer("", "light");
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.get(page.toUri().toString());
    }

    void preferDark() {
        prefer("", "dark");
    }

    void layOutForPaper() {
        prefer("print", "light");
    }

    private void prefer(String medium, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The result of a function body run in the page, such as a list of complaints. */
    @SuppressWarnings("unchecked")
    <T> T ask(String body) {
        return (T) driver.executeScript(body);
    }

    /** The console output of the page, including loading errors. */
    List<String> console() {
        return logs(LogType.BROWSER).map(LogEntry::getMessage).toList();
    }

    /** The addresses requested since the last call. */
    List<String> requests() {
        return logs(LogType.PERFORMANCE)
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private Stream<LogEntry> logs(String type) {
        return StreamSupport.stream(driver.manage().logs().get(type).spliterator(), false);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
