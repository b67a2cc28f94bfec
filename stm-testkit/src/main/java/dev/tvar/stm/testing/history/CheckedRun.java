package dev.tvar.stm.testing.history;

import dev.tvar.stm.testing.rule.BrokenRuleError;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test that is being recorded. */
final class CheckedRun {
    private final Recording recording;
    private final @Nullable StrictMode strict;

    private CheckedRun(Recording recording, @Nullable StrictMode strict) {
        this.recording = recording;
        this.strict = strict;
    }

    /** The elements whose annotations hold for a test: its method, its class, and the classes around that. */
    static List<AnnotatedElement> elements(Optional<Method> method, Class<?> testClass) {
        List<AnnotatedElement> elements = new ArrayList<>();
        method.ifPresent(elements::add);
        for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            elements.add(type);
        }
        return elements;
    }

    /** Whether one of the elements asks for a recording. */
    static boolean isAskedFor(List<? extends AnnotatedElement> elements) {
        return first(elements, CheckHistory.class).isPresent();
    }

    /** Starts to record a test, with the options of the first annotated element. */
    static CheckedRun start(List<? extends AnnotatedElement> elements) {
        int max = first(elements, CheckHistory.class)
                .map(CheckHistory::maxOperations)
                .orElse(Recording.DEFAULT_MAX_OPERATIONS);
        boolean isStrict =
                first(elements, StmTest.class).filter(StmTest::strict).isPresent()
                        || first(elements, CheckHistory.class)
                                .filter(CheckHistory::strict)
                                .isPresent();
        Recording recording = Recording.start(max);
        return new CheckedRun(recording, isStrict ? StrictMode.on() : null);
    }

    private static <A extends Annotation> Optional<A> first(List<? extends AnnotatedElement> elements, Class<A> type) {
        return elements.stream()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, type).stream())
                .findFirst();
    }

    /** Stops the recording, and throws if the history is incorrect or a rule was broken. */
    void stopAndCheck() {
        if (strict != null) {
            strict.close();
        }
        HistoryChecker.check(recording.stop()).violation().ifPresent(violation -> {
            throw new HistoryViolationError(violation);
        });
        recording.brokenRule().ifPresent(broken -> {
            throw new BrokenRuleError(broken);
        });
    }
}
