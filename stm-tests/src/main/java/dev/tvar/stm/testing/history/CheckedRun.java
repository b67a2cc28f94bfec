package dev.tvar.stm.testing.history;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test that is being recorded. */
final class CheckedRun {
    private final Recording recording;

    private CheckedRun(Recording recording) {
        this.recording = recording;
    }

    /** Starts to record a test; the first of the elements that is annotated says how much. */
    static CheckedRun start(List<? extends AnnotatedElement> elements) {
        int max = elements.stream()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, CheckHistory.class).stream())
                .map(CheckHistory::maxOperations)
                .findFirst()
                .orElse(Recording.DEFAULT_MAX_OPERATIONS);
        return new CheckedRun(Recording.start(max));
    }

    /** Stops it, and throws if what was recorded is wrong. */
    void stopAndCheck() {
        HistoryChecker.check(recording.stop()).violation().ifPresent(violation -> {
            throw new HistoryViolationError(violation);
        });
    }
}
