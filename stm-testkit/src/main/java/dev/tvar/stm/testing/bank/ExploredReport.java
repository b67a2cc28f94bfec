package dev.tvar.stm.testing.bank;

import dev.tvar.stm.testing.explore.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run of an {@link ExploredBank} has found; immutable.
 *
 * @param seed the seed
 * @param programs the number of programs
 * @param schedules the number of schedules, including those of smaller programs
 * @param took the duration
 * @param broken the law that was broken, if one was
 */
public record ExploredReport(long seed, int programs, long schedules, Duration took, Optional<Broken> broken) {
    /**
     * A law that was broken, in the smallest program and schedule that were found.
     *
     * @param law the law in words
     * @param why what was seen that the law forbids
     * @param program the program
     * @param failure the schedule, with the steps of the clients
     */
    public record Broken(String law, String why, BankProgram program, Failure failure) {
        /** The law, the proof, the program, the steps of each client in a column, and the test that repeats it. */
        @Override
        public String toString() {
            String newLine = System.lineSeparator();
            return "broken: " + law + newLine
                    + "because " + why + newLine
                    + "program: " + program + newLine + newLine
                    + failure.story() + newLine
                    + "The same again, as the argument of ExploredBank.replay:" + newLine
                    + java();
        }

        /**
         * The arguments of {@link ExploredBank#replay} in Java.
         *
         * @return an expression for the program, and one for the schedule
         */
        public String java() {
            String opening =
                    program.opening().stream().map(balance -> balance + "L").collect(Collectors.joining(", "));
            String clients = program.clients().stream()
                    .map(calls -> "List.of(" + calls.stream().map(Broken::java).collect(Collectors.joining(", ")) + ")")
                    .collect(Collectors.joining(", "));
            return "BankProgram.ofClients(List.of(" + opening + "), List.of(" + clients + ")), \"" + failure.schedule()
                    + "\"";
        }

        private static String java(Call call) {
            if (call instanceof Transfer transfer) {
                return "new Transfer(" + transfer.from() + ", " + transfer.to() + ", " + transfer.amount() + ")";
            } else if (call instanceof Call.Keyed keyed) {
                return "new Call.Keyed(" + keyed.key() + ", " + java(keyed.transfer()) + ")";
            } else if (call instanceof Call.Hold hold) {
                return "new Call.Hold(" + hold.hold() + ", " + java(hold.transfer()) + ")";
            } else if (call instanceof Call.Capture capture) {
                return "new Call.Capture(" + capture.hold() + ")";
            } else if (call instanceof Call.Release release) {
                return "new Call.Release(" + release.hold() + ")";
            } else if (call instanceof Call.Read read) {
                return "new Call.Read(" + read.account() + ")";
            }
            return "new Call.Audit()";
        }
    }

    /**
     * Throws if a law was broken.
     *
     * @return this
     * @throws AssertionError with the report
     */
    public ExploredReport requireAllLaws() {
        if (broken.isPresent()) {
            throw new AssertionError(toString(), broken.get().failure().cause());
        }
        return this;
    }

    /**
     * Schedules per second.
     *
     * @return the number run in a second
     */
    public double schedulesPerSecond() {
        return schedules / Math.max(1e-9, took.toNanos() / 1e9);
    }

    /** The figures, and what was broken. */
    @Override
    public String toString() {
        List<String> parts = List.of(
                programs + " programs", schedules + " schedules", Math.round(schedulesPerSecond()) + " schedules/s");
        return "seed " + seed + ": " + String.join(", ", parts)
                + broken.map(found -> System.lineSeparator() + found).orElse("; all laws held");
    }
}
