package dev.tvar.stm.testing.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The thread that was chosen at each step, as turns: {@code a12b3} is twelve steps of the first thread, then three of the
 * second. A capital, as in {@code B1}, lets the time pass until the deadline of a sleeping thread although
 * another thread could run. After the last turn the running thread continues while it can. Immutable.
 */
record Schedule(List<Turn> turns) {
    /** Consecutive steps of one thread; {@code early} if time passes for it although another thread could run. */
    record Turn(int thread, int steps, boolean early) {
        boolean continues(Turn before) {
            return thread == before.thread && early == before.early;
        }
    }

    private static final Pattern TURN = Pattern.compile("([a-zA-Z])([0-9]{1,9})");

    /** In a recorded choice: the time passed early. */
    private static final int EARLY = 1 << 6;

    Schedule(List<Turn> turns) {
        this.turns = List.copyOf(turns);
    }

    /** Parses the text form. */
    static Schedule parse(String text) {
        List<Turn> turns = new ArrayList<>();
        Matcher matcher = TURN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            char letter = matcher.group(1).charAt(0);
            int thread = Character.toLowerCase(letter) - 'a';
            turns.add(new Turn(thread, Integer.parseInt(matcher.group(2)), Character.isUpperCase(letter)));
            end = matcher.end();
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("not a schedule: \"" + text + "\"; a schedule looks like a12b3a1");
        }
        return new Schedule(turns);
    }

    /** The first {@code count} turns. */
    Schedule first(int count) {
        return new Schedule(turns.subList(0, count));
    }

    /** Without the turns from {@code from} up to, and without, {@code to}; neighbours of one thread become one turn. */
    Schedule without(int from, int to) {
        List<Turn> kept = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            if (i < from || i >= to) {
                append(kept, turns.get(i));
            }
        }
        return new Schedule(kept);
    }

    /** With another length of the last turn. */
    Schedule withLastTurnOf(int steps) {
        List<Turn> changed = new ArrayList<>(turns);
        if (!changed.isEmpty()) {
            Turn last = changed.remove(changed.size() - 1);
            changed.add(new Turn(last.thread, steps, last.early));
        }
        return new Schedule(changed);
    }

    private static void append(List<Turn> turns, Turn next) {
        int last = turns.size() - 1;
        if (last >= 0 && next.continues(turns.get(last))) {
            turns.set(last, new Turn(next.thread, turns.get(last).steps + next.steps, next.early));
        } else {
            turns.add(next);
        }
    }

    /** The text form. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Turn turn : turns) {
            text.append((char) ((turn.early ? 'A' : 'a') + turn.thread)).append(turn.steps);
        }
        return text.toString();
    }

    /** Collects the choices of a schedule while it runs. */
    static final class Recorder {
        private byte[] choices = new byte[128];
        private int length;

        void add(int thread, boolean early) {
            if (length == choices.length) {
                choices = Arrays.copyOf(choices, 2 * length);
            }
            choices[length++] = (byte) (early ? thread | EARLY : thread);
        }

        int length() {
            return length;
        }

        /** A hash that almost certainly differs for different schedules. */
        long hash() {
            long hash = length;
            for (int i = 0; i < length; i++) {
                hash = (hash ^ choices[i] + 1) * 0x100000001B3L; // FNV-1a
            }
            return Dice.mix(hash);
        }

        Schedule schedule() {
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                append(turns, new Turn(choices[i] & ~EARLY, 1, (choices[i] & EARLY) != 0));
            }
            return new Schedule(turns);
        }
    }
}
