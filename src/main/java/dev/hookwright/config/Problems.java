package dev.hookwright.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers every problem, so that a user sees all of them at once and not one a try. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    public void add(String where, String what, String remedy) {
        found.add(new Problem(where, what, remedy));
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** Something that works, but hardly as it was meant: it is shown, and stops nothing. */
    public void warn(String where, String what, String remedy) {
        warnings.add(new Problem(where, what, remedy));
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> all() {
        return List.copyOf(found);
    }

    /** @throws InvalidWorkspace if anything was found */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidWorkspace(all());
        }
    }
}
