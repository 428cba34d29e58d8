package dev.hookwright.admin;

import dev.hookwright.config.ClientAddress;
import dev.hookwright.config.OidcSettings;
import dev.hookwright.config.SignInSettings;
import dev.hookwright.ledger.PageSession;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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
 * Finds out who makes a call: whoever has the token that it carries or, for pages, who has signed in. A cookie is sent by
 * browsers whoever asks them to, so that with it nothing is changed but by calls of our own pages.
 */
final class SignIn {
    static final String CSRF = "X-Hookwright-CSRF";

    private static final String BEARER = "bearer ";

    private final Tokens tokens;
    private final Sessions sessions;
    private final FailedTries failed;
    private final ClientAddress addresses;
    private final Cookies cookies;
    private final Optional<String> issuer;

    SignIn(Tokens tokens, Sessions sessions, FailedTries failed, ClientAddress addresses, SignInSettings settings) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.failed = failed;
        this.addresses = addresses;
        this.cookies = new Cookies(settings);
        this.issuer = settings.oidc().map(OidcSettings::issuer);
    }

    Cookies cookies() {
        return cookies;
    }

    /** Notes who calls, and goes on; or answers that nobody may call so. */
    void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        ApiCall.from(address(request), context);
        String authorization = request.getHeader("Authorization");
        String cookie = cookies.session(request);
        if (authorization != null) {
            goOn(context, admitsBearer(context, authorization));
        } else if (cookie == null) {
            refuse(context);
        } else if (sessions.mayBeNew(cookie)) {
            request.pause();
            context.vertx()
                    .executeBlocking(
                            () -> {
                                sessions.lookUp(cookie);
                                return true;
                            },
                            false)
                    .onComplete(looked -> request.resume())
                    .onFailure(failure -> ApiAnswers.failure(context, failure))
                    .onSuccess(looked -> goOn(context, admitsSession(context, cookie)));
        } else {
            goOn(context, admitsSession(context, cookie));
        }
    }

    private static void goOn(RoutingContext context, boolean admitted) {
        if (admitted) {
            context.next();
        }
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

    /** How long it has to wait still. */
    Optional<Duration> mustWait(String address) {
        return failed.left(address);
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
            ApiAnswers.problem(context, 429, "too-many-tries", tooMany(wait.get()));
        } else {
            refuse(context);
        }
        return false;
    }

    private static void refuse(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        ApiAnswers.problem(context, 401, "no-token", "Send a token that counts: Authorization: Bearer TOKEN.");
    }

    private boolean admitsSession(RoutingContext context, String cookie) {
        Optional<Caller> caller = sessions.use(cookie).flatMap(this::caller);
        if (caller.isEmpty()) {
            ApiAnswers.problem(context, 401, "signed-out", "Sign in again: the session is over.");
            return false;
        }
        HttpServerRequest request = context.request();
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        String csrf = Sessions.csrf(cookie);
        if (!reads && !(isSame(csrf, request.getHeader(CSRF)) && cookies.isFromHere(request))) {
            ApiAnswers.problem(
                    context,
                    403,
                    "not-from-page",
                    "Changing calls with a cookie need the header " + CSRF
                            + " with what GET /me gives as csrf, and an Origin that is the Host (a proxy has to pass"
                            + " the Host header on) or hookwright.admin-public-url.");
            return false;
        }
        ApiCall.by(caller.get(), context);
        ApiCall.within(csrf, context);
        ApiCall.whileAllowed(() -> sessions.look(cookie).flatMap(this::caller).isPresent(), context);
        return true;
    }

    /** Whose session it is, as long as the token counts that was shown, or the provider's word does. */
    private Optional<Caller> caller(PageSession session) {
        String token = session.tokenDigest();
        if (token != null) {
            return tokens.find(token).map(Tokens.Holder::caller);
        }
        return issuer.filter(named -> named.equals(session.issuer()))
                .flatMap(named -> Role.ofWord(session.role()))
                .map(role -> new Caller(session.caller(), role));
    }

    String address(HttpServerRequest request) {
        return addresses.of(
                request.remoteAddress().hostAddress(),
                Map.of("x-forwarded-for", List.copyOf(request.headers().getAll("X-Forwarded-For"))));
    }

    static String tooMany(Duration wait) {
        return "Too many wrong tokens came from this address. Wait " + seconds(wait) + " seconds.";
    }

    /** After which it is over. */
    static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private static boolean isSame(String csrf, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
