package dev.hookwright.bench;

/** Metrics in Prometheus' text form. */
record ServerMetrics(String text) {
    /** The sum of a metric over all its labels. */
    double sum(String name) {
        return sum(name, "");
    }

    /** @param label what must stand among the labels */
    double sum(String name, String label) {
        return text.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
