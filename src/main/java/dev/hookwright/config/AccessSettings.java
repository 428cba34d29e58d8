package dev.hookwright.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who sees what through the admin API, and how long it is known who changed what.
 *
 * @param maskKeys fields of payloads that are hidden: names, or paths with dots
 * @param maskRoles the roles that they are hidden from
 * @param audit how long changes are kept; nothing for ever
 */
public record AccessSettings(List<String> maskKeys, Set<String> maskRoles, Optional<Duration> audit) {
    static final String MASK_KEYS = "hookwright.mask.keys";
    static final String MASK_ROLES = "hookwright.mask.roles";
    static final String AUDIT = "hookwright.retention.audit";

    private static final Set<String> ROLES = Set.of("viewer", "operator", "admin");

    static AccessSettings read(SettingReader settings) {
        return new AccessSettings(
                settings.words(MASK_KEYS, List.of(), Set.of()),
                Set.copyOf(settings.words(MASK_ROLES, List.of("viewer"), ROLES)),
                settings.durationOrNone(AUDIT, Optional.of(Duration.ofDays(365))));
    }
}
