package dev.hookwright.ledger;

import org.jspecify.annotations.Nullable;

/** Text as every database takes it: PostgreSQL knows no NUL, and UTF-8 no half of a surrogate pair. */
final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** The text, with what cannot be stored replaced by U+FFFD. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    /** The beginning of a text that is too long for its column; null stays null. */
    static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }

    private static String replaced(String text) {
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        ? REPLACEMENT
                        : point)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }
}
