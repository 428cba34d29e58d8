package dev.hookwright.admin;

import dev.hookwright.config.ClientAddress;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who makes a call: whoever has the token that it carries or, for pages, who signed in with one. A cookie is
 * sent by browsers whoever asks them to, so that with it nothing is changed but by calls of our own pages.
 */
final class SignIn {
    static final String CSRF = "X-Hookwright-CSRF";

    private static final String BEARER = "bearer ";
    private static final String COOKIE = "hookwright_session";
    /** A browser takes it over TLS only, and from this very host. */
    private static final String SECURE_COOKIE = "__Host-hookwright_session";

    private final Tokens tokens;
    private final Sessions sessions;
    private final FailedTries failed;
    private final ClientAddress addresses;

    SignIn(Tokens tokens, Sessions sessions, FailedTries failed, ClientAddress addresses) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.failed = failed;
        this.addresses = addresses;
    }

    /** Notes who calls, and gives true; or answers that nobody may call so. */
    boolean admits(RoutingContext context) {
        HttpServerRequest request = context.request();
        ApiCall.from(address(request), context);
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return admitsBearer(context, authorization);
        }
        String cookie = cookie(request);
        return cookie == null ? refuse(context) : admitsSession(context, cookie);
    }

    /** Notes that whoever calls need not have shown who it is. */
    void admitAnyone(RoutingContext context) {
        ApiCall.from(address(context.request()), context);
        ApiCall.by(new Caller(Role.ANYONE.word(), Role.ANYONE), context);
    }

    /** Who has a token. A wrong one is counted. */
    Optional<Tokens.Holder> find(String token) {
        return tokens.find(Tokens.digest(token));
    }

    /** How long the address of a wrong token has to wait, if it was one too many. */
    Optional<Duration> countFailed(String address) {
        return failed.count(address);
    }

    private boolean admitsBearer(RoutingContext context, String authorization) {
        boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        String token = bearer ? authorization.substring(BEARER.length()).strip() : authorization;
        Optional<Tokens.Holder> holder = find(token);
        if (bearer && holder.isPresent()) {
            String digest = holder.get().digest();
            ApiCall.by(holder.get().caller(), context);
            ApiCall.whileAllowed(() -> tokens.find(digest).isPresent(), context);
            return true;
        }
        Optional<Duration> wait = failed.count(ApiCall.address(context));
        if (wait.isPresent()) {
            context.response().putHeader("Retry-After", seconds(wait.get()));
            ApiAnswers.problem(context, 429, "too-many-tries", "Too many wrong tokens came from this address. Wait.");
        } else {
            refuse(context);
        }
        return false;
    }

    private static boolean refuse(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        ApiAnswers.problem(context, 401, "no-token", "Send a token that counts: Authorization: Bearer TOKEN.");
        return false;
    }

    private boolean admitsSession(RoutingContext context, String cookie) {
        Optional<Session> session = sessions.use(cookie);
        Optional<Tokens.Holder> holder = session.flatMap(open -> tokens.find(open.tokenDigest()));
        if (session.isEmpty() || holder.isEmpty()) {
            sessions.close(cookie);
            ApiAnswers.problem(context, 401, "signed-out", "Sign in again: the session is over.");
            return false;
        }
        HttpServerRequest request = context.request();
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!reads && !(isSame(session.get().csrf(), request.getHeader(CSRF)) && isFromHere(request))) {
            ApiAnswers.problem(
                    context,
                    403,
                    "not-from-page",
                    "Changing calls with a cookie need the header " + CSRF
                            + " with what GET /me gives as csrf, and an Origin that is the Host (a proxy has to pass"
                            + " the Host header on).");
            return false;
        }
        ApiCall.by(holder.get().caller(), context);
        ApiCall.within(session.get(), context);
        ApiCall.whileAllowed(
                () -> sessions.look(cookie)
                        .flatMap(open -> tokens.find(open.tokenDigest()))
                        .isPresent(),
                context);
        return true;
    }

    private String address(HttpServerRequest request) {
        return addresses.of(
                request.remoteAddress().hostAddress(),
                Map.of("x-forwarded-for", List.copyOf(request.headers().getAll("X-Forwarded-For"))));
    }

    static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.toSeconds()));
    }

    static boolean isFromHere(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        HostAndPort asked = request.authority();
        if (origin == null || asked == null || !origin.toLowerCase(Locale.ROOT).matches("https?://.*")) {
            return false;
        }
        String host = asked.port() > 0 ? asked.host() + ":" + asked.port() : asked.host();
        return origin.substring(origin.indexOf("//") + 2).equalsIgnoreCase(host);
    }

    static boolean isSecure(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return request.isSSL() || (origin != null && origin.startsWith("https://"));
    }

    static String cookieName(boolean secure) {
        return secure ? SECURE_COOKIE : COOKIE;
    }

    static @Nullable String cookie(HttpServerRequest request) {
        Cookie secure = request.getCookie(SECURE_COOKIE);
        Cookie cookie = secure == null ? request.getCookie(COOKIE) : secure;
        return cookie == null ? null : cookie.getValue();
    }

    private static boolean isSame(String csrf, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
