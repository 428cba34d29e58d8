package dev.hookwright.endpoint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 65536}, {@code 512KiB}, {@code 1MiB}. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,8})\\s*(B|KiB|MiB)?");
    private static final long LOWEST = 1 << 10;
    private static final long HIGHEST = 64 << 20;

    private ByteSize() {}

    /** @throws IllegalArgumentException if it is not of the form or not from 1KiB to 64MiB; the message says so */
    static int parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            String unit = matcher.group(2);
            long factor = "MiB".equals(unit) ? 1 << 20 : "KiB".equals(unit) ? 1 << 10 : 1;
            long bytes = Long.parseLong(matcher.group(1)) * factor;
            if (bytes >= LOWEST && bytes <= HIGHEST) {
                return (int) bytes;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a size from 1KiB to 64MiB, as in 512KiB");
    }
}
