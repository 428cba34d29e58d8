package dev.hookwright.lint;

import dev.hookwright.config.RouteRules;
import dev.hookwright.config.YamlValue;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions are in a language that can do no more than make a value of a message. */
final class LanguageRule implements Rule, TextRule {
    /** What leads from simple to Java. */
    private static final Pattern INTO_JAVA =
            Pattern.compile("\\$(?:simple)?\\{\\s*(?:(bean:|type:|ref:|camelContext\\b|exchange\\s*\\??[.\\[])"
                    + "|(?:exception|exchangeProperty)\\b[^}]*\\b(?:getE|e)xchange\\b"
                    // A field of that name, which jq and jsonpath read, is none of Java's.
                    + "|(?!\\s*(?:jq|jsonpath)\\([^}]*\\)\\s*\\})[^}]*\\b(getClass|class)\\b(?!\\]))");

    private static final Set<String> SCRIPTS = Set.of("constant", "simple");

    private final RouteRules rules;

    LanguageRule(RouteRules rules) {
        this.rules = rules;
    }

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (part.isStep() && part.name().equals("script")) {
            Optional<Part> script = Expressions.of(part.value());
            if (script.isEmpty()) {
                refuse(part.field().where(), "script", findings);
            }
        } else if (part.name().equals("scriptLanguage")) {
            if (part.value().isScalar() && !SCRIPTS.contains(part.value().text())) {
                refuse(part.value().where(), part.value().text(), findings);
            }
        } else if (!part.isStep() && part.name().equals("language") && part.text("language") != null) {
            String named = part.text("language").text();
            if (!Expressions.USUAL.contains(named)) {
                refuse(part.text("language").where(), named, findings);
            }
        } else if (!part.isStep()
                && Expressions.isLanguage(part.name())
                && !Expressions.USUAL.contains(part.name())
                && (part.value().isMapping() || part.name().equals("groovy"))) {
            refuse(part.field().where(), part.name(), findings);
        }
    }

    private void refuse(String where, String language, Findings findings) {
        if (!rules.languages().contains(language)) {
            findings.error(
                    where,
                    "a route may not use the language " + language,
                    "use jq or simple; an operator can allow it with " + RouteRules.LANGUAGES + "=" + language);
        }
    }

    /** Camel reads simple in many a text, names of headers among them. */
    @Override
    public void checkText(YamlValue text, RouteFile file, Findings findings) {
        Matcher matcher =
                INTO_JAVA.matcher(text.text() + "\n" + file.resolved(text).orElse(""));
        if (matcher.find() && !rules.schemes().contains("bean")) {
            findings.error(
                    text.where(),
                    "an expression may not reach into Java (" + matcher.group().strip() + ")",
                    "use jq, or what simple knows of body and variables");
        }
    }
}
