package dev.hookwright.jq;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Nesting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A jq expression can be read, and calls functions that there are. */
public final class JqCheck {
    /** What people know from jq itself, and what to write instead. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("todate/0", "todateiso8601"),
            Map.entry("fromdate/0", "fromdateiso8601"),
            Map.entry("mktime/0", "strptime(\"yyyy-MM-dd\"), which gives milliseconds"),
            Map.entry("gmtime/0", "strftime(\"yyyy-MM-dd\"), which takes milliseconds"),
            Map.entry("strflocaltime/1", "strftime(\"yyyy-MM-dd HH:mm\"; \"Europe/Berlin\"), which takes milliseconds"),
            Map.entry("IN/1", "any(\"a\", \"b\"; . == $value)"),
            Map.entry("INDEX/2", "map({key: .id, value: .}) | from_entries"),
            Map.entry("trim/0", "gsub(\"^\\\\s+|\\\\s+$\"; \"\")"),
            Map.entry("input/0", "the body is ."),
            Map.entry("env/0", "a setting: {{name}}"),
            Map.entry("error/2", "error(\"...\")"));
    /** jq's own patterns, which this one's functions do not read. */
    private static final Pattern C_PATTERN = Pattern.compile("\\b(str[fp]time)\\(\\s*\"([^\"]*%[^\"]*)\"");

    /** What the parser goes into itself for, besides brackets. */
    private static final Pattern NESTING = Pattern.compile("\\b(?:if|def|try|reduce|foreach|label)\\b|-\\s*+(?=-)");

    private static final int MOST_NESTING = 300;

    private JqCheck() {}

    /** What is wrong, and what to do. */
    public record Complaint(String what, String remedy) {}

    /** Of one in a route, which sees the event and what the route has set besides the body. */
    public static List<Complaint> inRoute(String query) {
        return of(query, true);
    }

    /** Of one that sees nothing but a body. */
    public static List<Complaint> onBody(String query) {
        return of(query, false);
    }

    private static List<Complaint> of(String query, boolean inRoute) {
        if (Nesting.ofBrackets(query) > Nesting.DEEPEST
                || NESTING.matcher(query).results().count() > MOST_NESTING) {
            return List.of(new Complaint("this jq is nested too deeply", "make several steps of it"));
        }
        try {
            JsonQuery.compile(query, Versions.JQ_1_7);
        } catch (JsonQueryException e) {
            return List.of(new Complaint("this is not jq: " + JqSyntax.message(e), remedy(query)));
        }
        List<Complaint> complaints = new ArrayList<>();
        for (JqCalls.Call call : JqCalls.of(query)) {
            if (!inRoute && JqFunctions.isOfCamel(call.name())) {
                complaints.add(new Complaint(
                        "jq has no function " + call.name() + " here: it sees the body alone",
                        "take a field of the body, as .id, or write header:NAME in place of jq:"));
            } else if (!JqFunctions.has(call.name(), call.arguments())) {
                complaints.add(unknown(call));
            }
        }
        if (JqCalls.readsEnvironment(query)) {
            complaints.add(new Complaint("there is no $ENV here", "write {{NAME}}, which reads the environment too"));
        }
        Matcher pattern = C_PATTERN.matcher(query);
        if (pattern.find()) {
            complaints.add(new Complaint(
                    pattern.group(1) + " does not read \"" + pattern.group(2) + "\" here",
                    "write the pattern as yyyy-MM-dd'T'HH:mm:ssX, and the time in milliseconds; or use todateiso8601"
                            + " and fromdateiso8601, with seconds"));
        }
        JqPatterns.complaint(query)
                .ifPresent(what -> complaints.add(new Complaint(
                        "this pattern cannot be read: " + what, "correct it; in a text of jq, \\\\ is one \\")));
        return complaints;
    }

    private static Complaint unknown(JqCalls.Call call) {
        boolean known = JqFunctions.names().contains(call.name());
        String instead = INSTEAD.get(call.name() + "/" + call.arguments());
        return new Complaint(
                "jq has no function " + call.name() + (known ? " with " + call.arguments() + " arguments" : " here"),
                instead != null ? "use " + instead : known ? arguments(call.name()) : nearest(call.name()));
    }

    private static String arguments(String name) {
        return "give it " + JqFunctions.argumentsOf(name) + ", with ; between if several";
    }

    private static String nearest(String name) {
        return NearestName.of(name, JqFunctions.names())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("write it with the functions that there are, or with def");
    }

    /** Other languages are what is most often taken for jq. */
    private static String remedy(String query) {
        if (query.startsWith("$.") || query.startsWith("$[")) {
            return "in jq a path begins with a dot: write "
                    + query.substring(query.startsWith("$[") ? 0 : 1).replaceFirst("^\\$\\[", ".[")
                    + "; with $ it is jsonpath";
        }
        return query.contains("${")
                ? "${...} is simple: in jq write .name for a field of the body, variable(\"x\") for a variable"
                : "correct it; jq itself can try it on a sample";
    }
}
