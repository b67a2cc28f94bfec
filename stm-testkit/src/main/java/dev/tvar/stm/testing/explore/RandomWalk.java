package dev.tvar.stm.testing.explore;

/**
 * At every step, with a chance that is drawn for the schedule, a drawn thread runs next. Few
 * switches find other bugs than many.
 */
final class RandomWalk implements Chooser {
    /** The mean number of steps between two switches. */
    private static final int[] STEPS_PER_SWITCH = {1, 1, 2, 4, 8, 16, 32};

    /** With early time-outs, the chance that time passes although another thread could move is one in this number. */
    private static final int TIME_PASSES = 64;

    private final long seed;
    private final boolean earlyTimeOuts;
    private Dice dice = new Dice(0);
    private int stepsPerSwitch = 1;

    RandomWalk(long seed, boolean earlyTimeOuts) {
        this.seed = seed;
        this.earlyTimeOuts = earlyTimeOuts;
    }

    @Override
    public boolean begin(long number, int threads) {
        dice = Dice.of(seed, number);
        stepsPerSwitch = STEPS_PER_SWITCH[dice.below(STEPS_PER_SWITCH.length)];
        return true;
    }

    @Override
    public int choose(Situation situation) {
        long enabled = situation.enabled();
        if (earlyTimeOuts && situation.timed() != 0 && dice.below(TIME_PASSES) == 0) {
            return dice.oneOf(enabled | situation.timed());
        }
        if ((enabled & (enabled - 1)) == 0) {
            return Long.numberOfTrailingZeros(enabled);
        }
        int current = situation.current();
        boolean canStay = current >= 0 && (enabled >>> current & 1) != 0;
        return canStay && stepsPerSwitch > 1 && dice.below(stepsPerSwitch) != 0 ? current : dice.oneOf(enabled);
    }
}
