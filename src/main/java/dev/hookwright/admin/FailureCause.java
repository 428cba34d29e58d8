package dev.hookwright.admin;

import java.util.regex.Pattern;

/** What failures have in common: their text without what is another one each time. */
final class FailureCause {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>()]+@[^\\s\"'<>()]+");
    /** A word with a digit: a number, an id, a time; not the status, which is the cause. */
    private static final Pattern VARIABLE =
            Pattern.compile("(?<!HTTP )(?<!SMTP )(?<![\\p{L}\\p{N}_-])[\\p{L}_-]*\\p{N}[\\p{L}\\p{N}_-]*");

    private static final Pattern STARS = Pattern.compile("\\*([\\s.:/-]*\\*)+");
    private static final int LONGEST = 300;

    private FailureCause() {}

    /** The text with {@code *} for what varies, so that it is a pattern for all of them. */
    static String of(String error) {
        String plain = ADDRESS.matcher(error).replaceAll("*");
        String cause = STARS.matcher(VARIABLE.matcher(plain).replaceAll("*")).replaceAll("*");
        return cause.length() <= LONGEST ? cause : cause.substring(0, LONGEST) + "*";
    }
}
