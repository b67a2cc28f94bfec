package dev.tvar.stm.testing.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tvar.stm.testing.explore.Explorer;
import dev.tvar.stm.testing.explore.Failure;
import dev.tvar.stm.testing.explore.Scenario;
import dev.tvar.stm.testing.explore.Steps;
import dev.tvar.stm.testing.history.Launched;
import dev.tvar.stm.testing.jdbc.ExploringDataSource;
import dev.tvar.stm.testing.readme.Documents;
import dev.tvar.stm.testing.readme.Snippets;
import dev.tvar.stm.testing.service.MoneyService;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes of the guide work in an empty folder, and print what the guide shows. */
final class GuideToServicesTest {
    private static final String GUIDE = "docs/any-service.md";

    @TempDir
    Path folder = Path.of("unset");

    private static String shown(int block) throws IOException {
        return Snippets.blocks(GUIDE, "text").get(block).strip();
    }

    private static String lines(String text) {
        return String.join("\n", text.lines().toList()).strip();
    }

    @Test
    void theLostUpdateIsFoundAsTheGuideAndTheReadmeShow() throws Exception {
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder)) {
            String found = String.valueOf(
                    Launched.run(classes.loadClass("LostUpdateTest")).failure().getMessage());
            assertEquals(shown(0), lines(found));
            String story = shown(0).substring(shown(0).indexOf("     | one"));
            assertTrue(Documents.text("README.md").contains("```text\n" + story + "\n```"), story);
        }
    }

    @Test
    void theGuardedUpdateLosesNothingInTheSameSchedules() throws Exception {
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder);
                ExploringDataSource source =
                        ExploringDataSource.of(JdbcConnectionPool.create("jdbc:h2:mem:same-schedules", "sa", ""))) {
            Constructor<?> guarded = classes.loadClass("GuardedAccounts").getDeclaredConstructor(DataSource.class);
            guarded.setAccessible(true);
            Explorer.of(42)
                    .withOutsideCalls()
                    .withSchedules(100)
                    .withLimit(Limits.DURATION)
                    .explore(() -> twoTransfers(guarded, source))
                    .requireNoFailure();
        }
    }

    private static Scenario twoTransfers(Constructor<?> service, DataSource source) {
        try {
            MoneyService accounts = (MoneyService) service.newInstance(source);
            String ann = accounts.open(100);
            String ben = accounts.open(100);
            return new Scenario()
                    .thread("one", () -> accounts.transfer(ann, ben, 30))
                    .thread("two", () -> accounts.transfer(ann, ben, 50))
                    .atTheEnd(() -> {
                        assertEquals(20, accounts.balance(ann));
                        assertEquals(180, accounts.balance(ben));
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void randomClientsSeeTheGuardedServiceKeepAllLaws() throws Exception {
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder)) {
            Launched launched = Launched.run(classes.loadClass("GuardedAccountsTest"));
            assertEquals(List.of(), launched.failures());
            assertEquals(1, launched.passed());
        }
    }

    @Test
    void theForgottenKeyIsReportedAsTheGuideShows() throws Exception {
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder)) {
            Throwable failure = Launched.run(classes.loadClass("KeyTest")).failure();
            assertEquals(shown(1), lines(String.valueOf(failure.getMessage())));
        }
    }

    // ---- HTTP

    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    /** {@code GET /balance/ann} and {@code PUT /balance/ann/70}. */
    private void answer(HttpExchange request) throws IOException {
        String[] parts = request.getRequestURI().getPath().split("/");
        if (request.getRequestMethod().equals("PUT")) {
            balances.put(parts[2], Long.parseLong(parts[3]));
        }
        byte[] body = String.valueOf(balances.get(parts[2])).getBytes(StandardCharsets.UTF_8);
        request.sendResponseHeaders(200, body.length);
        request.getResponseBody().write(body);
        request.close();
    }

    @Test
    void theHttpClientsLoseAnUpdateAsTheGuideShows() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/balance/", this::answer);
        server.start();
        try (URLClassLoader classes = Snippets.compiled(GUIDE, folder)) {
            Class<?> client = classes.loadClass("RestAccounts");
            Constructor<?> constructor = client.getDeclaredConstructor(URI.class, HttpClient.class, Steps.class);
            constructor.setAccessible(true);
            URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Object accounts = constructor.newInstance(root, HttpClient.newHttpClient(), Steps.ofExplorer());
            Failure failure = Explorer.of(42)
                    .withOutsideCalls()
                    .withLimit(Limits.DURATION)
                    .explore(() -> twoWithdrawals(client, accounts))
                    .failure()
                    .orElseThrow();
            assertEquals(shown(2), lines(failure.toString()));
        } finally {
            server.stop(0);
        }
    }

    private Scenario twoWithdrawals(Class<?> client, Object accounts) {
        try {
            Method withdraw = client.getDeclaredMethod("withdraw", String.class, long.class);
            Method balance = client.getDeclaredMethod("balance", String.class);
            withdraw.setAccessible(true);
            balance.setAccessible(true);
            balances.put("ann", 100L);
            return new Scenario()
                    .thread("one", () -> withdraw.invoke(accounts, "ann", 30))
                    .thread("two", () -> withdraw.invoke(accounts, "ann", 50))
                    .atTheEnd(() -> assertEquals(20L, balance.invoke(accounts, "ann")));
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
