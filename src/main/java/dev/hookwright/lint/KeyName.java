package dev.hookwright.lint;

/** Camel takes the names of its YAML with dashes as well. */
final class KeyName {
    private KeyName() {}

    static String of(String written) {
        StringBuilder text = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '-') {
                upper = text.length() > 0;
            } else {
                text.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return text.toString();
    }
}
