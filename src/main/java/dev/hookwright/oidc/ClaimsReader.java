package dev.hookwright.oidc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a provider's claims who somebody is. */
final class ClaimsReader {
    private final String rolesClaim;

    /** @param rolesClaim a claim, or a path with dots to one inside of another */
    ClaimsReader(String rolesClaim) {
        this.rolesClaim = rolesClaim;
    }

    /** The groups; nothing if nothing is said of them. */
    Optional<Set<String>> groups(Map<String, Object> claims) {
        Object value = claims.get(rolesClaim);
        if (value == null) {
            value = claims;
            for (String name : List.of(rolesClaim.split("\\."))) {
                value = value instanceof Map<?, ?> object ? object.get(name) : null;
            }
        }
        if (value instanceof Collection<?> list) {
            Set<String> groups = new LinkedHashSet<>();
            list.forEach(item -> groups.add(String.valueOf(item)));
            return Optional.of(groups);
        }
        return value instanceof String text ? Optional.of(Set.of(text)) : Optional.empty();
    }

    /** What people call them; an address only if it is not said to be unproved. */
    String name(Map<String, Object> claims, String otherwise) {
        boolean isProved = !Boolean.FALSE.equals(claims.get("email_verified"));
        String email = isProved ? text(claims, "email") : null;
        if (email != null) {
            return email;
        }
        String user = text(claims, "preferred_username");
        return user != null ? user : otherwise;
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? text.strip() : null;
    }
}
