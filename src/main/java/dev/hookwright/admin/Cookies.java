package dev.hookwright.admin;

import dev.hookwright.config.SignInSettings;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cookies of the pages. Where browsers come by TLS they take them over TLS only, and from this very host. */
final class Cookies {
    private static final String SECURE = "__Host-";
    private static final String SESSION = "hookwright_session";
    /** While a browser is at the identity provider. */
    private static final String ATTEMPT = "hookwright_sign_in";

    private final SignInSettings settings;

    Cookies(SignInSettings settings) {
        this.settings = settings;
    }

    @Nullable
    String session(HttpServerRequest request) {
        return find(request, SESSION);
    }

    /** Sent by our own pages only, never on the way from another site. */
    String setSession(HttpServerRequest request, String value) {
        return set(SESSION, value, Sessions.LONGEST, "Strict", isSecure(request));
    }

    String dropSession(HttpServerRequest request) {
        return set(SESSION, "", Duration.ZERO, "Strict", isSecure(request));
    }

    @Nullable
    String attempt(HttpServerRequest request) {
        return find(request, ATTEMPT);
    }

    /** Sent on the way back from the provider, which is another site. */
    String setAttempt(String value, Duration longest) {
        return set(ATTEMPT, value, longest, "Lax", settings.isSecure());
    }

    String dropAttempt() {
        return set(ATTEMPT, "", Duration.ZERO, "Lax", settings.isSecure());
    }

    private static String set(String name, String value, Duration longest, String sameSite, boolean secure) {
        return (secure ? SECURE : "") + name + "=" + value + "; Path=/; Max-Age=" + longest.toSeconds()
                + "; HttpOnly; SameSite=" + sameSite + (secure ? "; Secure" : "");
    }

    /** At the public address a cookie without the prefix may be one that another host of the domain has planted. */
    private @Nullable String find(HttpServerRequest request, String name) {
        Cookie secure = request.getCookie(SECURE + name);
        boolean isAtPublicAddress = settings.isSecure()
                && settings.publicOrigin().equals(host(request).map(host -> "https://" + host));
        Cookie cookie = secure == null && !isAtPublicAddress ? request.getCookie(name) : secure;
        return cookie == null ? null : cookie.getValue();
    }

    private boolean isSecure(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return request.isSSL() || (origin == null ? settings.isSecure() : origin.startsWith("https://"));
    }

    /** Whether a call is made by our own pages: where browsers reach them, or wherever the host was asked by its name. */
    boolean isFromHere(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || !origin.toLowerCase(Locale.ROOT).matches("https?://.*")) {
            return false;
        }
        String host = origin.substring(origin.indexOf("//") + 2);
        return settings.publicOrigin().filter(origin::equalsIgnoreCase).isPresent()
                || host(request).filter(host::equalsIgnoreCase).isPresent();
    }

    private static Optional<String> host(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        return asked == null
                ? Optional.empty()
                : Optional.of(asked.port() > 0 ? asked.host() + ":" + asked.port() : asked.host());
    }
}
