package dev.hookwright.oidc;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a provider has named.
 *
 * @param subject what it calls them, and nobody else ever
 * @param name what people call them
 * @param groups that they are in
 */
public record Identity(String subject, String name, Set<String> groups) {
    private static final int LONGEST = 48;

    /** For whoever reads it later: names change hands, subjects do not. No token's name has parentheses. */
    public String text() {
        String whole = subject.length() <= LONGEST ? subject : Secrets.digest(subject);
        return shown(name) + " (" + shown(whole) + ")";
    }

    /** The most powerful role that one of the groups has. */
    public Optional<String> role(Map<String, Set<String>> groupsByRole) {
        return groupsByRole.entrySet().stream()
                .filter(role -> role.getValue().stream().anyMatch(groups::contains))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
