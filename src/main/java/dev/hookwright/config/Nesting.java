package dev.hookwright.config;

/** How deep a text is nested, for those whose parser goes into itself for each level and may use up its stack. */
public final class Nesting {
    /** As many levels do no harm, and nobody writes more of them by hand. */
    public static final int DEEPEST = 100;

    private Nesting() {}

    /** The most round, square and curly brackets that are open at once. Those within strings are counted too. */
    public static int ofBrackets(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
        }
        return deepest;
    }

    /** The most sections of a Mustache template that are open at once. */
    public static int ofSections(String template) {
        int depth = 0;
        int deepest = 0;
        for (int i = template.indexOf('{'); i >= 0; i = template.indexOf('{', i + 1)) {
            if (template.startsWith("{#", i) || template.startsWith("{^", i)) {
                deepest = Math.max(deepest, ++depth);
            } else if (template.startsWith("{/", i)) {
                depth--;
            }
        }
        return deepest;
    }
}
