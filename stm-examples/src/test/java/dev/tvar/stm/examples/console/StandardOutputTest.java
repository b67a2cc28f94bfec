package dev.tvar.stm.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private static final class Full extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private final List<String> reports = new ArrayList<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    /** A main thread may return and end the JVM right after the call, here while the ending thread has not even started. */
    @Test
    void theReasonIsReportedBeforeTheFailingCallReturns() {
        StandardOutput out = StandardOutput.over(new Full(), () -> false, reports::add, ended::complete);
        out.println("lost");
        assertEquals(List.of("No space left on device"), List.copyOf(reports));
        assertEquals(ExitCode.FAILED, ended.join());
    }

    @Test
    void onlyTheFirstFailureIsReported() {
        StandardOutput out = StandardOutput.over(new Full(), () -> false, reports::add, ended::complete);
        out.println("lost");
        out.println("lost too");
        ended.join();
        assertEquals(1, reports.size(), reports.toString());
    }

    @Test
    void aReaderThatHasGoneIsNotReported() {
        StandardOutput out = StandardOutput.over(new Full(), () -> true, reports::add, ended::complete);
        out.println("unread");
        assertEquals(ExitCode.READER_GONE, ended.join());
        assertEquals(List.of(), reports);
    }
}
