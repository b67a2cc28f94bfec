package dev.tvar.stm.testing.explore;

/**
 * Follows a schedule. Where the thread of a turn cannot continue, the rest of that turn is skipped; after the last turn the
 * running thread continues while it can.
 */
final class Replay implements Chooser {
    private final Schedule schedule;
    private int turn;
    private int stepsOfTurn;

    Replay(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public boolean begin(long number, int threads) {
        turn = 0;
        stepsOfTurn = 0;
        return true;
    }

    @Override
    public int choose(Situation situation) {
        while (turn < schedule.turns().size()) {
            Schedule.Turn present = schedule.turns().get(turn);
            long possible = present.early() ? situation.timed() : situation.enabled();
            if (stepsOfTurn < present.steps() && (possible >>> present.thread() & 1) != 0) {
                stepsOfTurn++;
                return present.thread();
            }
            turn++;
            stepsOfTurn = 0;
        }
        return situation.plainChoice(situation.enabled());
    }
}
