package dev.hookwright.sandbox;

/** Text of strangers for a terminal: in one line, and without what could steer it. */
public final class OneLine {
    private OneLine() {}

    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .map(character -> Character.isISOControl(character)
                                || Character.getType(character) == Character.FORMAT
                                || Character.getType(character) == Character.LINE_SEPARATOR
                                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                        ? ' '
                        : character)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
