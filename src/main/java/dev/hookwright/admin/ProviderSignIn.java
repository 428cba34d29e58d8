package dev.hookwright.admin;

import dev.hookwright.config.OidcSettings;
import dev.hookwright.config.SignInSettings;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.oidc.Callback;
import dev.hookwright.oidc.Identity;
import dev.hookwright.oidc.IdentityProvider;
import dev.hookwright.oidc.LoginAttempt;
import dev.hookwright.oidc.ProviderAway;
import dev.hookwright.oidc.SignInRefused;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to an identity provider and back. A browser is led, so that what it is answered is a page or a redirect. */
final class ProviderSignIn {
    static final String START = "/login/oidc";
    static final String CALLBACK = START + "/callback";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    /** What strangers can have the provider asked at once. */
    private static final int MOST_AT_ONCE = 4;

    private final OidcSettings settings;
    private final IdentityProvider provider;
    private final SignIn signIn;
    private final Sessions sessions;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Semaphore asking = new Semaphore(MOST_AT_ONCE);

    private ProviderSignIn(
            OidcSettings settings,
            String publicOrigin,
            SignIn signIn,
            Sessions sessions,
            AuditLog audit,
            InstantSource clock) {
        this.settings = settings;
        this.provider = new IdentityProvider(settings, publicOrigin + CALLBACK, clock);
        this.signIn = signIn;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Nothing if no provider is set. */
    static Optional<ProviderSignIn> of(
            SignInSettings settings, SignIn signIn, Sessions sessions, AuditLog audit, InstantSource clock) {
        return settings.oidc()
                .flatMap(oidc -> settings.publicOrigin()
                        .map(origin -> new ProviderSignIn(oidc, origin, signIn, sessions, audit, clock)));
    }

    /** @param pages show why somebody is not let in */
    void mountOn(Router router, Pages pages) {
        router.get(START).handler(context -> lead(context, pages, () -> begin(context)));
        router.get(CALLBACK).handler(context -> lead(context, pages, () -> end(context)));
    }

    /** @param work gives where the browser goes on */
    private void lead(RoutingContext context, Pages pages, Callable<String> work) {
        String address = signIn.address(context.request());
        Optional<Duration> wait = signIn.mustWait(address);
        if (wait.isPresent()) {
            context.response().putHeader("Retry-After", SignIn.seconds(wait.get()));
            pages.refuse(context, 429, "Too many tries", "Too many tries came from this address. Wait a minute.");
            return;
        }
        if (!asking.tryAcquire()) {
            context.response().putHeader("Retry-After", "2");
            pages.refuse(context, 503, "Not now", "Many are signing in at this moment. Try again.");
            return;
        }
        context.vertx()
                .executeBlocking(work, false)
                .onComplete(done -> asking.release())
                .onSuccess(target -> context.response()
                        .setStatusCode(303)
                        .putHeader("Location", target)
                        .putHeader("Referrer-Policy", "no-referrer")
                        .end())
                .onFailure(failure -> refuse(context, pages, address, failure));
    }

    private String begin(RoutingContext context) throws ProviderAway {
        String then = context.queryParams().get("then");
        LoginAttempt attempt = LoginAttempt.begin(clock.instant(), then == null ? "" : then);
        String target = provider.address(attempt).toString();
        context.response()
                .headers()
                .add("Set-Cookie", signIn.cookies().setAttempt(attempt.cookie(), LoginAttempt.LONGEST));
        return target;
    }

    private String end(RoutingContext context) throws SignInRefused, ProviderAway {
        HttpServerRequest request = context.request();
        Instant now = clock.instant();
        Optional<LoginAttempt> attempt = Optional.ofNullable(signIn.cookies().attempt(request))
                .flatMap(cookie -> LoginAttempt.read(cookie, now));
        if (attempt.isEmpty()) {
            throw new ApiProblem(
                    403,
                    "no-attempt",
                    "This sign-in was not begun in this browser, or more than " + LoginAttempt.LONGEST.toMinutes()
                            + " minutes ago.");
        }
        Identity identity = provider.identify(
                attempt.get(),
                new Callback(
                        request.getParam("code"),
                        request.getParam("state"),
                        request.getParam("iss"),
                        request.getParam("error")));
        Caller caller = caller(identity);
        String address = signIn.address(request);
        sessions.close(signIn.cookies().session(request));
        String cookie = sessions.open(caller, settings.issuer(), address);
        audit.keepSignIn(caller, address, "GET " + CALLBACK);
        context.response()
                .headers()
                .add("Set-Cookie", signIn.cookies().setSession(request, cookie))
                .add("Set-Cookie", signIn.cookies().dropAttempt());
        return attempt.get().then();
    }

    private Caller caller(Identity identity) {
        Role role = identity.role(settings.groups())
                .flatMap(Role::ofWord)
                .orElseThrow(() -> new ApiProblem(
                        403,
                        "no-role",
                        "You are signed in at " + settings.name() + " as " + identity.text()
                                + ", but none of your groups has a role here. Ask whoever looks after this server."));
        return new Caller(identity.text(), role);
    }

    private void refuse(RoutingContext context, Pages pages, String address, Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        if (failure instanceof SignInRefused || failure instanceof ApiProblem) {
            var unused = signIn.countFailed(address);
            LOG.warn("{} did not let anybody in, from {}: {}", settings.name(), address, why);
            pages.refuse(context, 403, "Not signed in", why);
        } else if (failure instanceof ProviderAway) {
            LOG.error("nobody can sign in with {} now: {}", settings.name(), why);
            pages.refuse(
                    context,
                    502,
                    settings.name() + " cannot be used now",
                    "Try again, or sign in with a token. The log of this server says more.");
        } else if (failure instanceof LedgerUnavailable || failure instanceof CompletionException) {
            pages.refuse(context, 503, "Not now", "The ledger cannot be reached now. Try again.");
        } else {
            LOG.error("signing in with {} failed: {}", settings.name(), failure.toString());
            pages.refuse(context, 500, "Not signed in", "Signing in failed; the log of this server says why.");
        }
    }
}
