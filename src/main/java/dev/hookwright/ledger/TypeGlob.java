package dev.hookwright.ledger;

import java.util.regex.Pattern;

/** Event types with {@code *} for any run of characters. */
final class TypeGlob {
    private TypeGlob() {}

    static boolean matches(String glob, String type) {
        return Pattern.matches("(?s)" + Pattern.quote(glob).replace("*", "\\E.*\\Q"), type);
    }

    /** As LIKE has it, with a backslash before what stands for itself. */
    static String like(String glob) {
        return escape(glob).replace('*', '%');
    }

    /** Text that stands for itself in LIKE. */
    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
