package dev.hookwright.routetest;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tells how tests came out, for people. */
public final class TextReport {
    private final PrintStream out;
    private final UnaryOperator<String> redact;
    private String file = "";

    /** @param redact takes secrets out of a text */
    public TextReport(PrintStream out, UnaryOperator<String> redact) {
        this.out = out;
        this.redact = redact;
    }

    public void tell(TestResult result) {
        if (!result.file().equals(file)) {
            file = result.file();
            out.println(file);
        }
        out.println((result.passed() ? "  ok      " : "  FAILED  ") + result.name() + " ("
                + result.took().toMillis() + " ms)");
        if (!result.passed()) {
            lines(result).forEach(line -> out.println("          " + redact.apply(line)));
        }
    }

    /** What was wrong, and what was called. */
    static List<String> lines(TestResult result) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : result.findings()) {
            String where = finding.where().isEmpty() ? result.where() : finding.where();
            lines.add(where + ": " + finding.what());
            finding.details().forEach(detail -> lines.add("    " + detail));
        }
        lines.add(result.calls().isEmpty() ? "nothing was called" : "what was called:");
        result.calls().forEach(call -> lines.add("    " + call));
        return lines;
    }

    public void sum(List<TestResult> results) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        out.println(results.size()
                + (results.size() == 1 ? " test, " : " tests, ")
                + (failed == 0 ? "all passed" : failed + " failed"));
    }
}
