package dev.hookwright.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes known secrets out of text that is about to be logged, stored or shown. */
public final class Redactor {
    private static final int SHORTEST = 6;
    /** Of the secrets learnt so many are kept: old tokens are worth nothing. */
    private static final int MOST_LEARNT = 500;

    private static final String MASK = "••••";

    private final Set<String> known;
    private final Deque<String> learnt = new ArrayDeque<>();
    private volatile List<String> secrets;

    /** @param secrets those shorter than six characters are left alone: they would mask ordinary words */
    public Redactor(Collection<String> secrets) {
        this.known = new LinkedHashSet<>(secrets);
        this.secrets = longestFirst(known);
    }

    /** Takes note of more secrets, for good: what a workspace no longer uses may still be one. */
    public synchronized void know(Collection<String> more) {
        known.addAll(more);
        all();
    }

    /** Takes note of a secret that came while the server is at work, as a token that was fetched. */
    public synchronized void learn(String secret) {
        if (!learnt.contains(secret)) {
            learnt.addLast(secret);
            if (learnt.size() > MOST_LEARNT) {
                learnt.removeFirst();
            }
            all();
        }
    }

    private void all() {
        List<String> all = new ArrayList<>(known);
        all.addAll(learnt);
        secrets = longestFirst(all);
    }

    /** The longest first: one secret may begin with another. */
    private static List<String> longestFirst(Collection<String> secrets) {
        return secrets.stream()
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
