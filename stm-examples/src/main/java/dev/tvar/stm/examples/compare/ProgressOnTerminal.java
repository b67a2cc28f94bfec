package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.support.Text;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal, through standard error; it removes itself in the end. */
public final class ProgressOnTerminal implements Progress {
    private static final int STEPS = 100;
    private static final int WIDTH = 79;
    private static final int REFRESH_MILLIS = 100;

    /** Width of the text for the current work, so that the bar keeps its length. */
    private static final int WORDS = 37;

    private final ProgressBar bar;
    private final int pieces;
    private volatile int index;

    /**
     * Shows an empty bar.
     *
     * @param pieces how many pieces of work there are
     */
    public ProgressOnTerminal(int pieces) {
        this.pieces = pieces;
        bar = new ProgressBarBuilder()
                .setInitialMax(STEPS)
                .setStyle(ProgressBarStyle.ASCII)
                .setMaxRenderedLength(WIDTH)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .hideEta()
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void begin(String what, int piece) {
        index = piece;
        bar.setExtraMessage(Text.format(" %-" + WORDS + "s", what));
        at(0);
    }

    @Override
    public void at(double fraction) {
        bar.stepTo((long) ((index + fraction) * STEPS / pieces));
    }

    @Override
    public void close() {
        bar.close();
    }
}
