package dev.hookwright.config;

import java.util.List;
import java.util.stream.Collectors;

/** The workspace or its settings cannot be used as they are; says everything that is wrong, a line each. */
public final class InvalidWorkspace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidWorkspace(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidWorkspace(String where, String what, String remedy) {
        this(List.of(new Problem(where, what, remedy)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
