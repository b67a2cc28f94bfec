package dev.tvar.stm.testing.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A checker by the definition: tries every order of the attempts, for short histories. */
final class EveryOrder {
    private final List<Attempt> attempts;

    /** Of each variable all committed versions with their values, also those from before the history. */
    private final Map<String, TreeMap<Long, Value>> versions = new HashMap<>();

    private EveryOrder(History history) {
        attempts = history.attempts();
        for (Attempt attempt : attempts) {
            for (Access access : attempt.accesses()) {
                if (access instanceof Access.Read read && read.value() != null) {
                    of(read).put(read.version(), read.value());
                }
                if (access instanceof Access.Write write && attempt.committed() && write.value() != null) {
                    of(write).put(write.version(), write.value());
                }
            }
        }
    }

    private TreeMap<Long, Value> of(Access access) {
        return versions.computeIfAbsent(access.variable(), name -> new TreeMap<>());
    }

    /** Whether there is an order in which every attempt reads the values that it read. */
    static boolean allows(History history) {
        return new EveryOrder(history).extend(new ArrayList<>(), new HashMap<>());
    }

    private boolean extend(List<Attempt> order, Map<String, Long> present) {
        if (order.size() == attempts.size()) {
            return true;
        }
        for (Attempt next : attempts) {
            if (!order.contains(next) && comesNext(next, order) && sees(next, present)) {
                Map<String, Long> after = after(next, present);
                if (after != null) {
                    order.add(next);
                    if (extend(order, after)) {
                        return true;
                    }
                    order.remove(order.size() - 1);
                }
            }
        }
        return false;
    }

    private boolean comesNext(Attempt next, List<Attempt> order) {
        return attempts.stream().allMatch(other -> order.contains(other) || other.end() >= next.begin());
    }

    private boolean sees(Attempt attempt, Map<String, Long> present) {
        for (Access access : attempt.accesses()) {
            long now = present.getOrDefault(access.variable(), 0L);
            if (access instanceof Access.Read && access.version() != now) {
                return false;
            }
            if (access instanceof Access.Answer answer) {
                Value value = of(answer).get(now);
                if (answer.version() > now || (value != null && !answer.isTrueOf(value))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The state after the attempt; null if the attempt would set a variable back to an older version. */
    private static @Nullable Map<String, Long> after(Attempt attempt, Map<String, Long> present) {
        Map<String, Long> after = new HashMap<>(present);
        for (Access access : attempt.accesses()) {
            if (access instanceof Access.Write && attempt.committed()) {
                if (after.getOrDefault(access.variable(), 0L) >= access.version()) {
                    return null;
                }
                after.put(access.variable(), access.version());
            }
        }
        return after;
    }
}
