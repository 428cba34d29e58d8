package dev.hookwright.lint;

import dev.hookwright.config.Problems;

/** What the rules find in a file; an error keeps it from being loaded, a warning does not. */
final class Findings {
    private final Problems problems;
    private boolean refused;

    Findings(Problems problems) {
        this.problems = problems;
    }

    /** What is wrong is said already. */
    void refuse() {
        refused = true;
    }

    void error(String where, String what, String remedy) {
        refused = true;
        problems.add(where, what, remedy);
    }

    void warn(String where, String what, String remedy) {
        problems.warn(where, what, remedy);
    }

    boolean isRefused() {
        return refused;
    }
}
