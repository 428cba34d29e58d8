package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What works, but not as its author thinks. */
final class AdviceRule implements Rule {
    private static final Pattern JSON = Pattern.compile("[{\\[,]\\s*\"[^\"]*\"\\s*:");
    private static final Set<String> BODIES = Set.of("simple", "constant");
    private static final Pattern PART_OF_DELAYS = Pattern.compile("(\\d+):(\\d+)");
    private static final long LONGEST_IN_MEMORY_MILLIS = 60_000;

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (file.isConnector()) {
            return;
        }
        if (BODIES.contains(part.name()) && !part.isStep()) {
            checkJson(part, findings);
        }
        if (part.name().equals("split")) {
            checkSplit(part.value(), findings);
        }
        if (part.name().equals("redeliveryPolicy")) {
            checkRedelivery(part, findings);
        }
        if (part.isStep() && part.name().equals("delay")) {
            checkDelay(part, findings);
        }
        if (part.isStep() && part.name().equals("onException") && part.value().get("exception") == null) {
            findings.warn(
                    part.field().where(),
                    "onException names no exception, so it handles none",
                    "add exception: [java.lang.Exception]");
        }
        Call.of(part, file)
                .filter(call -> part.isStep() && part.name().equals("wireTap"))
                .ifPresent(call -> findings.warn(
                        call.uri().where(),
                        "the run does not wait for what is handed on so: when the process ends, or it fails, it is lost",
                        "write to: later:NAME, which makes it a run of its own, or to: direct:NAME to wait for it"));
        Call.of(part, file)
                .filter(call -> call.scheme().equals("jsonata"))
                .ifPresent(call -> checkJsonata(part, call, findings));
    }

    private static void checkJson(Part part, Findings findings) {
        YamlValue text = part.expression();
        if (text != null
                && text.text().contains("${")
                && JSON.matcher(text.text()).find()) {
            findings.warn(
                    text.where(),
                    "simple does not escape: a quote in a value would break this JSON",
                    "build it with jq: {name: .value}");
        }
    }

    /** Camel gets a list of two as two, but of one as that one itself, and would take that apart. */
    private static void checkSplit(YamlValue split, Findings findings) {
        YamlValue jq = split.get("jq");
        if (jq == null && split.get("expression") != null) {
            jq = split.get("expression").get("jq");
        }
        YamlValue text = jq != null && jq.isMapping() ? jq.get("expression") : jq;
        if (text != null && text.isScalar() && text.text().stripTrailing().endsWith("[]")) {
            findings.warn(
                    text.where(),
                    "a list with one item would be split into that item's fields",
                    "leave out the [] at the end: split takes the list itself apart");
        }
    }

    private static void checkJsonata(Part part, Call call, Findings findings) {
        YamlValue parameters = part.value().get("parameters");
        YamlValue inputType = parameters == null ? null : parameters.get("inputType");
        boolean wrong =
                inputType != null && inputType.isScalar() && inputType.text().equalsIgnoreCase("Jackson");
        if (wrong || call.uri().text().matches("(?i).*[?&]inputType=Jackson\\b.*")) {
            findings.warn(
                    wrong && inputType != null ? inputType.where() : call.uri().where(),
                    "jsonata reads nothing from text so",
                    "leave inputType out: JsonString is the default here");
        }
    }

    private static void checkRedelivery(Part part, Findings findings) {
        double times = number(part.text("maximumRedeliveries"), 0);
        if (times < 0 || waited(part, times) > LONGEST_IN_MEMORY_MILLIS) {
            findings.warn(
                    part.field().where(),
                    "runs would be held in memory for more than a minute",
                    "try a few times here, and leave the rest to retry: of the route in endpoints.yaml, which waits on disk");
        }
    }

    /** The milliseconds before the last redelivery, as Camel counts them; more than a minute is not counted on. */
    private static double waited(Part policy, double times) {
        YamlValue grows = policy.text("useExponentialBackOff");
        double factor = grows != null && grows.text().equals("true") ? number(policy.text("backOffMultiplier"), 2) : 1;
        double longest = number(policy.text("maximumRedeliveryDelay"), 60_000);
        double delay = number(policy.text("redeliveryDelay"), 1000);
        YamlValue pattern = policy.text("delayPattern");
        double waited = 0;
        for (int redelivery = 1; redelivery <= times && waited <= LONGEST_IN_MEMORY_MILLIS; redelivery++) {
            delay = longest > 0 ? Math.min(delay, longest) : delay;
            waited += pattern == null ? delay : delayOf(pattern.text(), redelivery);
            delay *= Math.max(factor, 1);
        }
        return waited;
    }

    /** @param pattern {@code 1:1000;5:10000}: from which redelivery on how many milliseconds */
    private static double delayOf(String pattern, int redelivery) {
        double delay = 0;
        for (String part : pattern.split(";")) {
            Matcher from = PART_OF_DELAYS.matcher(part.strip());
            if (!from.matches() || Double.parseDouble(from.group(1)) > redelivery) {
                break;
            }
            delay = Double.parseDouble(from.group(2));
        }
        return delay;
    }

    private static void checkDelay(Part part, Findings findings) {
        Expressions.of(part.value())
                .filter(language -> number(language.expression(), 0) > LONGEST_IN_MEMORY_MILLIS)
                .ifPresent(language -> findings.warn(
                        part.field().where(),
                        "runs would be held in memory for more than a minute",
                        "hand the rest on to a route of its own: to: {uri: later:NAME, parameters: {delay: 3d}},"
                                + " which waits on disk"));
    }

    private static double number(@Nullable YamlValue value, double otherwise) {
        try {
            return value == null || !value.isScalar() ? otherwise : Double.parseDouble(value.text());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
