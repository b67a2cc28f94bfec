package dev.tvar.stm.testing.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tvar.stm.testing.bank.Bank;
import dev.tvar.stm.testing.bank.BankProgram;
import dev.tvar.stm.testing.bank.Call;
import dev.tvar.stm.testing.bank.Law;
import dev.tvar.stm.testing.bank.ServiceReport;
import dev.tvar.stm.testing.bank.Transfer;
import dev.tvar.stm.testing.support.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service behind HTTP needs nothing but an implementation of {@link MoneyService}; a lost response is an unknown outcome. */
final class HttpServiceTest {
    private static final int DONE = 200;
    private static final int REFUSED = 409;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MoneyService accounts = Services.inMemory();
    private Optional<HttpServer> server = Optional.empty();

    /** Cuts the connection of this request in place of an answer. */
    private volatile String cut = "none";

    @BeforeEach
    void startServer() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
        server = Optional.of(http);
    }

    @AfterEach
    void stopServer() {
        server.ifPresent(http -> http.stop(0));
        threads.shutdownNow();
    }

    private void answer(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        String[] parts = path.split("/");
        try {
            int status = DONE;
            String body = "";
            switch (parts[1]) {
                case "open" -> body = accounts.open(Long.parseLong(parts[2]));
                case "balance" -> body = Long.toString(accounts.balance(parts[2]));
                default ->
                    status =
                            accounts.transfer(parts[2], parts[3], Long.parseLong(parts[4])) == MoneyService.Outcome.DONE
                                    ? DONE
                                    : REFUSED;
            }
            if (path.equals(cut)) {
                request.close();
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            request.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            request.getResponseBody().write(bytes);
            request.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** All that a user writes. */
    private static final class HttpAccounts implements MoneyService {
        private final HttpClient client = HttpClient.newHttpClient();
        private final URI root;

        HttpAccounts(URI root) {
            this.root = root;
        }

        private HttpResponse<String> call(String method, String path) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public String open(long opening) throws Exception {
            return call("POST", "/open/" + opening).body();
        }

        @Override
        public Outcome transfer(String from, String to, long amount) throws Exception {
            int status =
                    call("POST", "/transfer/" + from + "/" + to + "/" + amount).statusCode();
            return status == DONE ? Outcome.DONE : Outcome.REFUSED;
        }

        @Override
        public long balance(String account) throws Exception {
            return Long.parseLong(call("GET", "/balance/" + account).body());
        }
    }

    private MoneyService client() {
        int port = server.orElseThrow().getAddress().getPort();
        return new HttpAccounts(URI.create("http://127.0.0.1:" + port));
    }

    @Test
    void aRightServerKeepsAllLaws() throws InterruptedException {
        try (MoneyService service = client()) {
            for (int seed = 0; seed < 10; seed++) {
                BrokenServicesTest.run(service, BrokenServicesTest.program(seed, 4, 3, 30))
                        .requireAllLaws();
            }
        }
    }

    @Test
    void aLostResponseIsAnUnknownOutcomeThatMayHaveHappened() throws InterruptedException {
        cut = "/transfer/A-1/A-2/3";
        BankProgram program = BankProgram.ofClients(
                List.of(10L, 0L), List.of(List.of(new Transfer(0, 1, 3), new Transfer(0, 1, 2), new Call.Read(0))));
        try (MoneyService service = client()) {
            ServiceReport report = Bank.run(service, program, Limits.DURATION);
            report.requireAllLaws();
            assertEquals(1, report.count(MoneyService.Outcome.UNKNOWN), report::toString);
            assertTrue(report.finalBalances().orElseThrow().get(0) <= 5, report::toString);
        }
    }

    @Test
    void aServerThatAnswersBeforeItChecksIsFound() throws InterruptedException {
        MoneyService right = client();
        MoneyService wrong = Services.of(
                        right::open,
                        (from, to, amount) -> {
                            right.transfer(from, to, amount);
                            return MoneyService.Outcome.DONE; // whatever the status is
                        },
                        right::balance)
                .build();
        BankProgram program = BankProgram.ofClients(List.of(10L, 0L), List.of(List.of(new Transfer(0, 1, 11))));
        ServiceReport report = Bank.run(wrong, program, Limits.DURATION);
        assertEquals(EnumSet.of(Law.TRANSFERS_EXPLAIN_BALANCES), report.brokenLaws(), report::toString);
    }
}
