package dev.hookwright.routetest;

import java.time.Duration;
import java.util.List;

/**
 * How a test came out.
 *
 * @param file that it stands in
 * @param findings what was wrong; none if it passed
 * @param calls that the stand-ins took, a line each
 */
public record TestResult(
        String file, String name, String where, Duration took, List<Finding> findings, List<String> calls) {
    public boolean passed() {
        return findings.isEmpty();
    }
}
