package dev.hookwright.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 65536}, {@code 512KiB}, {@code 1MiB}, {@code 20GiB}. */
public final class ByteSize {
    public static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB)?");

    private ByteSize() {}

    /**
     * Reads a size in bytes.
     *
     * @throws IllegalArgumentException if it is not of the form or not in the range; the message says so
     */
    public static long parse(String text, long lowest, long highest) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            String unit = matcher.group(2) == null ? "B" : matcher.group(2);
            long amount = Long.parseLong(matcher.group(1));
            long bytes = amount << shift(unit);
            if (bytes >> shift(unit) == amount && bytes >= lowest && bytes <= highest) {
                return bytes;
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a size from " + format(lowest) + " to " + format(highest) + ", as in 512KiB");
    }

    /** In the largest unit that it is a whole number of. */
    public static String format(long bytes) {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            if (bytes >= 1L << shift(unit) && bytes % (1L << shift(unit)) == 0) {
                return (bytes >> shift(unit)) + unit;
            }
        }
        return bytes + "B";
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "GiB" -> 30;
            case "MiB" -> 20;
            case "KiB" -> 10;
            default -> 0;
        };
    }
}
