package dev.hookwright.config;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Takes known secrets out of text that is about to be logged, stored or shown. */
public final class Redactor {
    private static final int SHORTEST = 6;
    /** Of the secrets learnt so many are kept: old tokens are worth nothing. */
    private static final int MOST_LEARNT = 500;

    private static final String MASK = "••••";

    private final Set<String> known = new LinkedHashSet<>();
    private final Deque<String> learnt = new ArrayDeque<>();
    private final Map<String, SecretForms> forms = new HashMap<>();
    private volatile List<SecretForms> secrets = List.of();

    /** @param secrets those shorter than six characters are left alone: they would mask ordinary words */
    public Redactor(Collection<String> secrets) {
        know(secrets);
    }

    /** Takes note of more secrets, for good: what a workspace no longer uses may still be one. */
    public synchronized void know(Collection<String> more) {
        known.addAll(more);
        renew();
    }

    /** Takes note of a secret that came while the server is at work, as a token that was fetched. */
    public synchronized void learn(String secret) {
        if (!learnt.contains(secret)) {
            learnt.addLast(secret);
            if (learnt.size() > MOST_LEARNT) {
                learnt.removeFirst();
            }
            renew();
        }
    }

    /** The longest first: one secret may begin with another. */
    private void renew() {
        List<String> all = Stream.concat(known.stream(), learnt.stream())
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        forms.keySet().retainAll(all);
        secrets = all.stream()
                .map(secret -> forms.computeIfAbsent(secret, key -> new SecretForms(key, SHORTEST)))
                .toList();
    }

    public String redact(String text) {
        String redacted = text;
        for (SecretForms secret : secrets) {
            redacted = secret.mask(redacted, MASK);
        }
        return redacted;
    }
}
