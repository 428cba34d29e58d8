package dev.hookwright.lint;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.hookwright.config.YamlValue;
import dev.hookwright.jq.JqCheck;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What simple hands on to jq and jsonpath, in whichever text, is held to the same as they are by themselves. */
final class SimpleRule implements TextRule {
    /** In characters. JsonPath goes into itself for each step of a path. */
    private static final int LONGEST_PATH = 1_000;

    private static final Pattern HANDED_ON = Pattern.compile("\\$(?:simple)?\\{\\s*(jq|jsonpath)\\(([^}]*)\\)\\s*\\}");
    private static final Pattern SOURCE = Pattern.compile("^(?:header|property|exchangeProperty|variable):[^,]*,\\s*");

    @Override
    public void checkText(YamlValue text, RouteFile file, Findings findings) {
        Matcher matcher = HANDED_ON.matcher(file.resolved(text).orElse(""));
        while (matcher.find()) {
            String expression =
                    SOURCE.matcher(withoutQuotes(matcher.group(2).strip())).replaceFirst("");
            if (matcher.group(1).equals("jq")) {
                JqCheck.inRoute(expression)
                        .forEach(complaint -> findings.error(text.where(), complaint.what(), complaint.remedy()));
            } else {
                checkPath(text, expression, findings);
            }
        }
    }

    private static String withoutQuotes(String text) {
        boolean quoted = text.length() > 1
                && (text.startsWith("'") && text.endsWith("'")
                        || text.startsWith("\"") && text.endsWith("\"") && text.indexOf('"', 1) == text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Without $ in front Camel makes something of it that JsonPath does not know. */
    static void checkPath(YamlValue text, String expression, Findings findings) {
        if (!expression.startsWith("$")) {
            return;
        }
        if (expression.length() > LONGEST_PATH) {
            findings.error(text.where(), "this jsonpath is too long", "take it in steps, or write it in jq");
            return;
        }
        try {
            JsonPath.compile(expression);
        } catch (InvalidPathException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.error(text.where(), "this is not jsonpath: " + why, "write it as $.name or $.list[0].name");
        }
    }
}
