package dev.hookwright.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.hookwright.config.OidcSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has people sign in at an identity provider: authorization code with PKCE. Nothing is asked of it before it is needed. */
public final class IdentityProvider {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration DESCRIBED_FOR = Duration.ofHours(1);
    private static final Duration FAILED_FOR = Duration.ofSeconds(5);
    private static final int LONGEST = 4_096;
    private static final Pattern HEADER = Pattern.compile("[\\x21-\\x7e]+");

    private final OidcSettings settings;
    private final String redirect;
    private final InstantSource clock;
    private final ProviderHttp http = new ProviderHttp();
    private final IdTokens tokens;
    private final ClaimsReader reader;
    private final UsedAttempts used = new UsedAttempts();

    private @Nullable Discovery discovery;
    private @Nullable ProviderAway failure;
    private Instant asked = Instant.MIN;

    /** @param redirect where the provider sends browsers back to */
    public IdentityProvider(OidcSettings settings, String redirect, InstantSource clock) {
        this.settings = settings;
        this.redirect = redirect;
        this.clock = clock;
        this.tokens = new IdTokens(settings.issuer(), settings.clientId(), new ProviderKeys(http, clock), clock);
        this.reader = new ClaimsReader(settings.rolesClaim());
    }

    /** Where a browser is sent to sign in. Blocks. */
    public URI address(LoginAttempt attempt) throws ProviderAway {
        URI authorization = discovery().authorization();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", settings.clientId());
        parameters.put("redirect_uri", redirect);
        parameters.put("scope", String.join(" ", settings.scopes()));
        parameters.put("state", attempt.state());
        parameters.put("nonce", attempt.nonce());
        parameters.put("code_challenge", attempt.challenge());
        parameters.put("code_challenge_method", "S256");
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + ProviderHttp.encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(authorization + (authorization.getRawQuery() == null ? "?" : "&") + query);
    }

    /** Who came back from there. Once for each attempt. Blocks. */
    public Identity identify(LoginAttempt attempt, Callback callback) throws SignInRefused, ProviderAway {
        if (!Secrets.isSame(attempt.state(), callback.state())) {
            throw new SignInRefused("This sign-in was not begun in this browser, or another one was begun since.");
        }
        if (!used.add(attempt, clock.instant())) {
            throw new SignInRefused("This sign-in was used before.");
        }
        Discovery described = discovery();
        String issuer = callback.issuer();
        if (issuer == null ? described.namesItself() : !issuer.equals(settings.issuer())) {
            throw new SignInRefused("The answer is another provider's.");
        }
        String error = callback.error();
        String code = callback.code();
        if (error != null) {
            throw new SignInRefused("The provider did not sign you in (" + word(error) + ").");
        }
        if (code == null || code.isEmpty() || code.length() > LONGEST) {
            throw new SignInRefused("The provider's answer has no code.");
        }
        JsonNode answer = redeem(described, code, attempt.verifier());
        JWTClaimsSet claims = tokens.check(answer.path("id_token").asText(), attempt.nonce(), described.keys());
        return identity(described, claims, answer.path("access_token").asText());
    }

    private JsonNode redeem(Discovery described, String code, String verifier) throws SignInRefused, ProviderAway {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        form.put("code_verifier", verifier);
        Map<String, String> headers = Map.of();
        if (described.postsSecret()) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", settings.clientSecret());
        } else {
            // RFC 6749, section 2.3.1: both are encoded as in a form first.
            String both =
                    ProviderHttp.encoded(settings.clientId()) + ":" + ProviderHttp.encoded(settings.clientSecret());
            headers = Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
        }
        ProviderHttp.Answer answer = http.post(described.token(), form, headers);
        String error = answer.json().path("error").asText();
        if (error.equals("invalid_client") || error.equals("unauthorized_client")) {
            throw new ProviderAway("the provider does not know this server (" + error
                    + "): check hookwright.admin.oidc.client-id and client-secret");
        }
        if (!error.isEmpty()) {
            throw new SignInRefused("The provider does not take the code that it gave (" + word(error) + ").");
        }
        if (answer.status() != 200) {
            throw new ProviderAway(described.token() + " answers " + answer.status());
        }
        return answer.json();
    }

    private Identity identity(Discovery described, JWTClaimsSet token, String accessToken) throws ProviderAway {
        Map<String, Object> claims = new LinkedHashMap<>(token.getClaims());
        String subject = token.getSubject();
        URI more = described.userInfo();
        boolean isBrief =
                reader.groups(claims).isEmpty() || reader.name(claims, subject).equals(subject);
        if (isBrief && more != null && HEADER.matcher(accessToken).matches()) {
            JsonNode told = http.get(more, Map.of("Authorization", "Bearer " + accessToken))
                    .json();
            // OpenID Connect Core 1.0, section 5.3.2: otherwise it is of somebody else.
            if (told.path("sub").asText().equals(subject)) {
                MAPPER.convertValue(told, new TypeReference<Map<String, Object>>() {})
                        .forEach(claims::putIfAbsent);
            }
        }
        return new Identity(
                subject, reader.name(claims, subject), reader.groups(claims).orElse(Set.of()));
    }

    private synchronized Discovery discovery() throws ProviderAway {
        Instant now = clock.instant();
        Discovery known = discovery;
        ProviderAway failed = failure;
        if (failed != null && now.isBefore(asked.plus(FAILED_FOR))) {
            throw failed;
        }
        if (known != null && now.isBefore(asked.plus(DESCRIBED_FOR))) {
            return known;
        }
        asked = now;
        try {
            Discovery fetched = Discovery.fetch(http, settings);
            discovery = fetched;
            failure = null;
            return fetched;
        } catch (ProviderAway e) {
            failure = e;
            throw e;
        }
    }

    private static String word(String text) {
        String plain = text.replaceAll("[^\\w.-]", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60);
    }
}
