package dev.hookwright.jq;

import java.util.ArrayList;
import java.util.List;

/** Takes the strings out of a jq expression. */
final class JqStrings {
    private JqStrings() {}

    /**
     * The expression with a number in the place of each string.
     *
     * @param inserted is given what stands in the strings as {@code \(...)}
     */
    static String cut(String query, List<String> inserted) {
        StringBuilder rest = new StringBuilder();
        int i = 0;
        while (i < query.length()) {
            char c = query.charAt(i);
            if (c == '"') {
                i = endOfString(query, i, inserted);
                rest.append('0');
            } else if (c == '#') {
                while (i < query.length() && query.charAt(i) != '\n') {
                    i++;
                }
            } else {
                rest.append(c);
                i++;
            }
        }
        return rest.toString();
    }

    private static int endOfString(String query, int start, List<String> inserted) {
        int i = start + 1;
        while (i < query.length() && query.charAt(i) != '"') {
            if (query.startsWith("\\(", i)) {
                int end = endOfInserted(query, i + 2);
                inserted.add(query.substring(i + 2, end));
                i = end + 1;
            } else {
                i += query.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return Math.min(i + 1, query.length());
    }

    private static int endOfInserted(String query, int start) {
        int depth = 1;
        int i = start;
        while (i < query.length()) {
            char c = query.charAt(i);
            if (c == '"') {
                i = endOfString(query, i, new ArrayList<>());
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
            i++;
        }
        return query.length();
    }
}
