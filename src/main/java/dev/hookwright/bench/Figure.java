package dev.hookwright.bench;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was measured.
 *
 * @param key its name in JSON
 * @param what its name in the table
 * @param unit as it is written behind the number
 * @param baseline the same of {@code against}; null if there is nothing to compare it with
 * @param against what the baseline is
 */
record Figure(
        String key,
        String what,
        String unit,
        double measured,
        @Nullable Double baseline,
        String against,
        List<Goal> goals) {

    /** What a figure ought to be. */
    record Goal(String text, boolean met) {}

    static Figure of(String key, String what, String unit, double measured, @Nullable Double baseline, String against) {
        return new Figure(key, what, unit, measured, baseline, against, List.of());
    }

    Figure withGoals(Goal... wanted) {
        return new Figure(key, what, unit, measured, baseline, against, List.of(wanted));
    }

    Goal atLeast(double value) {
        return new Goal(">= " + amount(value), measured >= value);
    }

    Goal under(double value) {
        return new Goal("< " + amount(value), measured < value);
    }

    Goal ratioAtLeast(double value) {
        Double ratio = ratio();
        return new Goal(String.format(Locale.ROOT, "ratio >= %.2f", value), ratio != null && ratio >= value);
    }

    /** Measured by baseline. */
    @Nullable
    Double ratio() {
        return baseline == null ? null : measured / baseline;
    }

    String amount(double value) {
        String form = value >= 100 || value == Math.rint(value) ? "%,.0f%s" : value >= 10 ? "%.1f%s" : "%.2f%s";
        return String.format(Locale.ROOT, form, value, unit);
    }
}
