package dev.hookwright.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An identity provider, by OpenID Connect.
 *
 * @param issuer what it calls itself, to the letter; its description is below it
 * @param clientId what it calls this server
 * @param clientSecret by which this server proves that
 * @param name what people call it
 * @param scopes what is asked for
 * @param rolesClaim where it names the groups of who signs in: a claim, or a path with dots to one inside of another
 * @param groups by role, the most powerful first, the groups that have it
 */
public record OidcSettings(
        String issuer,
        String clientId,
        String clientSecret,
        String name,
        List<String> scopes,
        String rolesClaim,
        Map<String, Set<String>> groups) {
    static final String ALL = "hookwright.admin.oidc";
    static final String ISSUER = ALL + ".issuer";
    static final String CLIENT_ID = ALL + ".client-id";
    static final String CLIENT_SECRET = ALL + ".client-secret";
    static final String NAME = ALL + ".name";
    static final String SCOPES = ALL + ".scopes";
    static final String ROLES_CLAIM = ALL + ".roles-claim";
    static final String VIEWERS = ALL + ".roles.viewer";
    static final String OPERATORS = ALL + ".roles.operator";
    static final String ADMINS = ALL + ".roles.admin";

    private static final String ANY_GROUP = ALL + ".roles.viewer, .operator or .admin";

    /** Nothing if none is set; a problem if some are, but not all that are needed. */
    static Optional<OidcSettings> read(SettingReader settings, boolean hasPublicUrl) {
        Optional<URI> issuer = settings.secureUrl(ISSUER);
        Optional<String> clientId = settings.text(CLIENT_ID);
        Optional<String> clientSecret = settings.text(CLIENT_SECRET);
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        groups.put("admin", Set.copyOf(settings.list(ADMINS)));
        groups.put("operator", Set.copyOf(settings.list(OPERATORS)));
        groups.put("viewer", Set.copyOf(settings.list(VIEWERS)));
        groups.values().removeIf(Set::isEmpty);
        Optional<String> said = Stream.of(
                        ISSUER, CLIENT_ID, CLIENT_SECRET, NAME, SCOPES, ROLES_CLAIM, VIEWERS, OPERATORS, ADMINS)
                .filter(setting -> settings.text(setting).isPresent())
                .findFirst();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        note(missing, ISSUER, settings.text(ISSUER).isEmpty());
        note(missing, CLIENT_ID, clientId.isEmpty());
        note(missing, CLIENT_SECRET, clientSecret.isEmpty());
        note(missing, ANY_GROUP, groups.isEmpty());
        note(missing, SignInSettings.PUBLIC_URL, !hasPublicUrl);
        if (!missing.isEmpty()) {
            settings.refuse(
                    said.get(),
                    "signing in with a provider is half set up: there is no " + String.join(", no ", missing),
                    "set them, or remove all of " + ALL);
        }
        if (!missing.isEmpty() || issuer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OidcSettings(
                issuer.get().toString(),
                clientId.orElseThrow(),
                clientSecret.orElseThrow(),
                settings.text(NAME, issuer.get().getHost()),
                scopes(settings.words(SCOPES, List.of("profile", "email"), Set.of())),
                settings.text(ROLES_CLAIM, "groups"),
                groups));
    }

    private static List<String> scopes(List<String> said) {
        return Stream.concat(Stream.of("openid"), said.stream()).distinct().toList();
    }

    private static void note(List<String> missing, String name, boolean isMissing) {
        if (isMissing) {
            missing.add(name);
        }
    }

    /** Whether it is on this machine, for trying things out, and so need not be called by TLS. */
    public boolean isLocal() {
        return issuer.startsWith("http://");
    }

    @Override
    public String toString() {
        return issuer;
    }
}
