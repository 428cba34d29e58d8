package dev.hookwright.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.OidcSettings;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a provider describes itself (OpenID Connect Discovery 1.0).
 *
 * @param userInfo where more is told of who signed in; null if nowhere
 * @param postsSecret whether it wants the secret in the form rather than in a header
 * @param namesItself whether its answers always say that they are its own (RFC 9207)
 */
record Discovery(
        URI authorization, URI token, URI keys, @Nullable URI userInfo, boolean postsSecret, boolean namesItself) {
    private static final String WHERE = "/.well-known/openid-configuration";

    static Discovery fetch(ProviderHttp http, OidcSettings settings) throws ProviderAway {
        URI address = URI.create(settings.issuer().replaceAll("/$", "") + WHERE);
        ProviderHttp.Answer answer = http.get(address, Map.of());
        JsonNode json = answer.json();
        if (answer.status() != 200 || json.isEmpty()) {
            throw new ProviderAway("what is at " + address + " does not describe a provider (it answers "
                    + answer.status() + "): check hookwright.admin.oidc.issuer");
        }
        String issuer = json.path("issuer").asText();
        if (!issuer.equals(settings.issuer())) {
            throw new ProviderAway(
                    "the provider calls itself \"" + issuer + "\": write hookwright.admin.oidc.issuer exactly so");
        }
        JsonNode methods = json.path("token_endpoint_auth_methods_supported");
        return new Discovery(
                address(json, "authorization_endpoint", settings),
                address(json, "token_endpoint", settings),
                address(json, "jwks_uri", settings),
                json.has("userinfo_endpoint") ? address(json, "userinfo_endpoint", settings) : null,
                !has(methods, "client_secret_basic") && has(methods, "client_secret_post"),
                json.path("authorization_response_iss_parameter_supported").asBoolean());
    }

    private static URI address(JsonNode json, String name, OidcSettings settings) throws ProviderAway {
        try {
            URI address = URI.create(json.path(name).asText());
            boolean isSafe =
                    "https".equals(address.getScheme()) || (settings.isLocal() && "http".equals(address.getScheme()));
            if (isSafe && address.getHost() != null && address.getRawFragment() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ProviderAway("the provider's \"" + name + "\" is no https address");
    }

    private static boolean has(JsonNode list, String word) {
        for (JsonNode item : list) {
            if (item.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
