package dev.hookwright.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known name that is nearest to a mistyped one. */
public final class NearestName {
    private NearestName() {}

    /** The nearest of the known names, if one is near enough to have been meant. */
    public static Optional<String> of(String typed, Collection<String> known) {
        int limit = Math.max(2, typed.length() / 3);
        return known.stream()
                .filter(name -> farness(typed, name) <= limit)
                .min(Comparator.comparingInt((String name) -> farness(typed, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A remedy for an unknown name: the nearest one, or else the whole list. */
    public static String remedy(String typed, Collection<String> known) {
        return of(typed, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> known.isEmpty()
                        ? "remove it"
                        : "known: " + String.join(", ", known.stream().sorted().toList()));
    }

    /** Whoever typed the first word of a name is as near as who mistyped one letter of it. */
    private static int farness(String typed, String name) {
        boolean isFirstWord = typed.length() > 2
                && name.length() > typed.length()
                && name.startsWith(typed)
                && !Character.isLowerCase(name.charAt(typed.length()));
        return isFirstWord ? 1 : distance(typed, name);
    }

    /** Levenshtein distance, blind to case; a transposition of neighbours counts as one. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
