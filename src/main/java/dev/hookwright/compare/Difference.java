package dev.hookwright.compare;

import java.util.Comparator;
import java.util.Locale;

/**
 * Something that would be done otherwise now.
 *
 * @param step that it is about; empty for the run as a whole
 * @param place within what the step is sent, as {@code body $.email}; empty for the call as a whole
 * @param before as JSON or in words; empty if there was nothing
 * @param now the same of what would be
 */
public record Difference(Kind kind, String step, String place, String before, String now) {
    /** In the order in which they are told. */
    static final Comparator<Difference> ORDER = Comparator.comparing(Difference::kind)
            .thenComparing(Difference::step)
            .thenComparing(Difference::place);

    /** What kind of thing it is. */
    public enum Kind {
        /** The route runs, or does not run, for the event. */
        ROUTE,
        /** The run ends otherwise. */
        OUTCOME,
        REMOVED,
        ADDED,
        ORDER,
        CHANGED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Places in a list are one: what differs at each of them is the same difference. */
    Difference grouped() {
        return new Difference(
                kind, step.replaceAll("\\[\\d+]", "[*]"), place.replaceAll("\\[\\d+]", "[*]"), before, now);
    }

    boolean isLike(Difference other) {
        return kind == other.kind && step.equals(other.step) && place.equals(other.place);
    }
}
