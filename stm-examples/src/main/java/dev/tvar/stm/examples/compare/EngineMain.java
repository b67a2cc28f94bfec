package dev.tvar.stm.examples.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** The program of an {@link EngineProcess}: makes the measurements that its standard input asks for. */
public final class EngineMain {
    private final PrintStream answers;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private volatile boolean stopped;

    private EngineMain(PrintStream answers) {
        this.answers = answers;
    }

    /**
     * Runs until standard input ends.
     *
     * @param arguments none
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what libraries print is no answer
        new EngineMain(answers).serve();
    }

    private void serve() throws InterruptedException {
        // Ctrl-C reaches every process of the terminal. This one must still report the measurement that it interrupts,
        // so its exit waits until the comparison closes its input.
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitQuietly(never)));
        Thread reader = new Thread(this::read, "requests");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            String[] request = requests.take().split(" ", 2);
            try {
                answer(EngineProcess.DONE, Wire.write(answerTo(request[0], request[1])));
            } catch (RuntimeException | Error e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                answer(EngineProcess.FAILED, Wire.write(trace.toString()));
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(EngineProcess.STOP)) {
                    stopped = true;
                } else {
                    requests.add(line);
                }
            }
        } catch (IOException e) {
            System.err.println("no more requests: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0); // the comparison has ended, whatever is still running here
    }

    private Object answerTo(String what, String request) {
        if (what.equals(EngineProcess.EXPLAIN)) {
            EngineProcess.Question question = Wire.read(request, EngineProcess.Question.class);
            return new SameProcess(question.plan(), () -> stopped).explain(question.name());
        }
        EngineProcess.Task task = Wire.read(request, EngineProcess.Task.class);
        return new SameProcess(task.plan(), () -> stopped)
                .measure(
                        task.engine(),
                        task.load(),
                        task.threads(),
                        task.extent(),
                        fraction -> answer(EngineProcess.PROGRESS, String.valueOf(fraction)));
    }

    private synchronized void answer(String what, String text) {
        answers.println(what + " " + text);
    }
}
