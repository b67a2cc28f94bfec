package dev.tvar.stm.testing.explore;

/**
 * Follows a schedule. Where its thread cannot go on, the rest of that turn is skipped; where it ends, whoever runs goes
 * on while it can.
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
        long possible = situation.enabled() | situation.timed();
        while (turn < schedule.turns().size()) {
            Schedule.Turn present = schedule.turns().get(turn);
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
