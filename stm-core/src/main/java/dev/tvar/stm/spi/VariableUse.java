package dev.tvar.stm.spi;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import org.jspecify.annotations.Nullable;

/**
 * The use of one variable by an attempt, as reported to a {@link CommitDecider}.
 *
 * @param variable a {@link TVar} or a {@link TLong}
 * @param isRead whether the attempt depends on its value
 * @param isOnlyCompared whether the attempt depends only on answers of {@link TLong#isAtLeast} about it
 * @param isWritten whether the attempt has set it, or added to it
 * @param value the value that was set; null if it was not written, or only added to. If the attempt has written a number with
 *     bounds, an add to a number counts as a read and a set of the sum, which has been checked
 */
public record VariableUse(
        Object variable,
        boolean isRead,
        boolean isOnlyCompared,
        boolean isWritten,
        @Nullable Object value) {}
