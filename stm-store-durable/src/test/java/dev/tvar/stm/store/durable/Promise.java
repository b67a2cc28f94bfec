package dev.tvar.stm.store.durable;

import dev.tvar.stm.store.spi.StoredValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The states of a store of which one must be found: the last acknowledged state, and the pending states after it. */
record Promise(List<Map<String, StoredValue>> states) {
    boolean isKeptBy(Map<String, StoredValue> found) {
        for (int i = states.size() - 1; i >= 0; i--) {
            if (same(states.get(i), found)) {
                return true;
            }
        }
        return false;
    }

    static boolean same(Map<String, StoredValue> one, Map<String, StoredValue> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (Map.Entry<String, StoredValue> entry : one.entrySet()) {
            StoredValue mine = entry.getValue();
            StoredValue theirs = other.get(entry.getKey());
            if (theirs == null
                    || mine.version() != theirs.version()
                    || !mine.codec().equals(theirs.codec())
                    || !Arrays.equals(mine.bytes(), theirs.bytes())) {
                return false;
            }
        }
        return true;
    }
}
