package dev.tvar.stm.internal.diagnostics;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Names for variables and transactions without one: the line of the user's code that created the variable or called the
 * transaction.
 */
public final class CallSite {
    /** Whether every variable and transaction without a name is named after its line, even where that is costly. */
    public static final boolean RECORDED = Boolean.getBoolean("dev.tvar.stm.sites");

    /** The name of a transaction without a name whose line is not known. */
    static final String UNNAMED = "unnamed";

    private static final StackWalker STACK = StackWalker.getInstance();

    private static final String ENGINE = "dev.tvar.stm.internal.";

    private static final Set<String> LIBRARY =
            Set.of("dev.tvar.stm", "dev.tvar.stm.collection", "dev.tvar.stm.store", "dev.tvar.stm.sync");

    private CallSite() {}

    /** The line of the user's code that called the library on this thread. */
    public static String here() {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                .filter(isUsers())
                .findFirst()
                .map(CallSite::line)
                .orElse(UNNAMED));
    }

    /** The line of the user's code that called the library on another thread, at present. */
    static String on(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .dropWhile(frame -> !isLibrary(frame))
                .filter(isUsers())
                .findFirst()
                .map(CallSite::line)
                .orElse(UNNAMED);
    }

    /** The name, or else a line where {@link #RECORDED} asks for it. */
    static String nameOr(@Nullable String name) {
        if (name != null) {
            return name;
        }
        return RECORDED ? here() : UNNAMED;
    }

    private static Predicate<StackTraceElement> isUsers() {
        return frame -> !isLibrary(frame);
    }

    private static boolean isLibrary(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.startsWith(ENGINE) || LIBRARY.contains(type.substring(0, Math.max(0, type.lastIndexOf('.'))));
    }

    private static String line(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
