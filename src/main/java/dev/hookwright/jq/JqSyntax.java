package dev.hookwright.jq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the parser of jq says, in words for people. */
final class JqSyntax {
    private static final Pattern PLACE = Pattern.compile(
            "Encountered (.*?) at line (\\d+), column (\\d+)|Lexical error at line (\\d+), column (\\d+)",
            Pattern.DOTALL);

    private JqSyntax() {}

    static String message(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage());
        Matcher place = PLACE.matcher(text);
        if (!place.find()) {
            return text.lines().findFirst().orElse("").strip();
        }
        boolean lexical = place.group(1) == null;
        String line = lexical ? place.group(4) : place.group(2);
        String column = lexical ? place.group(5) : place.group(3);
        String met =
                lexical ? "a character" : place.group(1).replaceAll("\\s+", " ").strip();
        String word = met.replaceAll("^\"?\\s*(<[A-Z_]+>)?\\s*|\"$", "").replaceAll("^\"|\\s*\"$", "");
        String what = met.contains("<EOF>") ? "it ends too early" : "\"" + word + "\" is not expected";
        return what + ", line " + line + ", column " + column + " of it";
    }
}
