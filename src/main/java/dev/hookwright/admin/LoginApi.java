package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.SignInSettings;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls by which pages sign in and out: a token for a cookie that scripts cannot read. */
final class LoginApi implements ApiPart {
    static final String LOGIN = "/login";

    private static final Logger LOG = LoggerFactory.getLogger(LoginApi.class);

    private final SignIn signIn;
    private final Sessions sessions;
    private final SignInSettings settings;

    LoginApi(SignIn signIn, Sessions sessions, SignInSettings settings) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(LOGIN, Role.ANYONE, "How one can sign in besides with a token.")
                        .gives("LoginWays", call -> ways()),
                Operation.post(LOGIN, Role.ANYONE, "Signs in with a token; the answer sets a cookie.")
                        .takes("Login")
                        .gives(this::login),
                Operation.post("/logout", Role.VIEWER, "Ends the session of the cookie.")
                        .gives(this::logout),
                Operation.get("/me", Role.VIEWER, "Who calls.").gives("Me", LoginApi::me));
    }

    private JsonNode ways() {
        ObjectNode ways = JsonNodeFactory.instance.objectNode().putNull("provider");
        settings.oidc()
                .ifPresent(oidc -> ways.putObject("provider")
                        .put("name", oidc.name())
                        .put("url", settings.publicOrigin().orElse("") + ProviderSignIn.START));
        return ways;
    }

    private void login(ApiCall call) {
        HttpServerRequest request = call.request();
        if (call.header("Origin") != null && !signIn.cookies().isFromHere(request)) {
            throw new ApiProblem(
                    403,
                    "not-from-page",
                    "Sign in from the pages of this very server (a proxy has to pass the Host header on, or"
                            + " hookwright.admin-public-url has to say where it is).");
        }
        String token = call.body("bad-login", Set.of("token")).text("token").strip();
        Optional<Tokens.Holder> holder = signIn.find(token);
        if (holder.isEmpty()) {
            Optional<Duration> wait = signIn.countFailed(call.address());
            if (wait.isPresent()) {
                call.answerHeader("Retry-After", SignIn.seconds(wait.get()));
                throw new ApiProblem(429, "too-many-tries", SignIn.tooMany(wait.get()));
            }
            LOG.warn("a wrong token was given at the login page, from {}", call.address());
            throw new ApiProblem(401, "wrong-token", "This token is not known, or does not count any more.");
        }
        sessions.close(signIn.cookies().session(request));
        String cookie = sessions.open(holder.get(), call.address());
        call.isNow(holder.get().caller());
        call.answerHeader("Set-Cookie", signIn.cookies().setSession(request, cookie));
    }

    private void logout(ApiCall call) {
        sessions.close(signIn.cookies().session(call.request()));
        call.answerHeader("Set-Cookie", signIn.cookies().dropSession(call.request()));
    }

    private static JsonNode me(ApiCall call) {
        ObjectNode me = JsonNodeFactory.instance
                .objectNode()
                .put("name", call.caller().name())
                .put("role", call.caller().role().word());
        String csrf = call.csrf();
        return csrf == null ? me : me.put("csrf", csrf);
    }
}
