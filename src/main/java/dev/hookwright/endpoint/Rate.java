package dev.hookwright.endpoint;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests an endpoint accepts in a time, with a burst of as many at once.
 *
 * @param count 1 or more
 */
public record Rate(int count, Duration period) {
    static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})\\s*/\\s*([sm])");

    /** @throws IllegalArgumentException if the text is not of the form; the message says what is */
    public static Rate parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a rate: write N/s or N/m, as in 50/s");
        }
        return new Rate(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2).equals("s") ? Duration.ofSeconds(1) : Duration.ofMinutes(1));
    }

    @Override
    public String toString() {
        return count + (period.toSeconds() == 1 ? "/s" : "/m");
    }
}
