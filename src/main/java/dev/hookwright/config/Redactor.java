package dev.hookwright.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Takes known secrets out of text that is about to be logged, stored or shown. */
public final class Redactor {
    private static final int SHORTEST = 6;
    private static final String MASK = "••••";

    private final List<String> secrets;

    /** @param secrets those shorter than six characters are left alone: they would mask ordinary words */
    public Redactor(Collection<String> secrets) {
        // The longest first: one secret may begin with another.
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK);
        }
        return redacted;
    }
}
