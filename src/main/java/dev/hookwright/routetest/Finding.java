package dev.hookwright.routetest;

import java.util.List;

/**
 * Something that is not as a test expects it.
 *
 * @param where the expectation stands
 * @param what is wrong, in a line
 * @param details expected against got, a line each
 */
public record Finding(String where, String what, List<String> details) {
    Finding(String where, String what) {
        this(where, what, List.of());
    }
}
