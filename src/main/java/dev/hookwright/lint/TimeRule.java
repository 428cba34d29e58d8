package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A step that waits is told how long in words that Camel reads: of most others it makes no time at all. */
final class TimeRule implements Rule {
    private static final Pattern TIME = Pattern.compile("-?\\d+|(?:\\d+(?:ms|sec|s|m|h|d))+");
    private static final List<String> TIMEOUT = List.of("timeout");
    private static final Map<String, List<String>> TIMES = Map.of(
            "aggregate", List.of("completionTimeout", "completionInterval", "completionTimeoutCheckerInterval"),
            "multicast", TIMEOUT,
            "poll", TIMEOUT,
            "pollEnrich", TIMEOUT,
            "recipientList", TIMEOUT,
            "redeliveryPolicy", List.of("redeliveryDelay", "maximumRedeliveryDelay"),
            "sample", List.of("samplePeriod"),
            "split", TIMEOUT,
            "throttle", List.of("timePeriodMillis"));

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        for (String key : TIMES.getOrDefault(part.name(), List.of())) {
            YamlValue text = part.text(key);
            Optional<String> time = text == null ? Optional.empty() : file.resolved(text);
            if (text != null
                    && time.isPresent()
                    && !TIME.matcher(time.get().strip()).matches()) {
                findings.error(
                        text.where(),
                        key + " is told a time, and \"" + time.get() + "\" is none",
                        "write milliseconds, as 5000, or a whole number and s, m, h or d, as in 30s");
            }
        }
    }
}
