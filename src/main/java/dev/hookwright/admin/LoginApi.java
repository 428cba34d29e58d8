package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    LoginApi(SignIn signIn, Sessions sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.post(LOGIN, Role.ANYONE, "Signs in with a token; the answer sets a cookie.")
                        .takes("Login")
                        .gives(this::login),
                Operation.post("/logout", Role.VIEWER, "Ends the session of the cookie.")
                        .gives(this::logout),
                Operation.get("/me", Role.VIEWER, "Who calls.").gives("Me", LoginApi::me));
    }

    private void login(ApiCall call) {
        HttpServerRequest request = call.request();
        if (call.header("Origin") != null && !SignIn.isFromHere(request)) {
            throw new ApiProblem(
                    403,
                    "not-from-page",
                    "Sign in from the pages of this very server (a proxy has to pass the Host header on).");
        }
        String token =
                call.json("bad-login", Set.of("token")).path("token").asText().strip();
        Optional<Tokens.Holder> holder = signIn.find(token);
        if (holder.isEmpty()) {
            Optional<Duration> wait = signIn.countFailed(call.address());
            if (wait.isPresent()) {
                call.answerHeader("Retry-After", SignIn.seconds(wait.get()));
                throw new ApiProblem(429, "too-many-tries", "Too many wrong tokens came from this address. Wait.");
            }
            LOG.warn("a wrong token was given at the login page, from {}", call.address());
            throw new ApiProblem(401, "wrong-token", "This token is not known, or does not count any more.");
        }
        sessions.close(SignIn.cookie(request));
        String cookie = sessions.open(holder.get().digest());
        call.isNow(holder.get().caller());
        setCookie(call, cookie, Sessions.LONGEST.toSeconds());
    }

    private void logout(ApiCall call) {
        sessions.close(SignIn.cookie(call.request()));
        setCookie(call, "", 0);
    }

    private static void setCookie(ApiCall call, String value, long seconds) {
        boolean secure = SignIn.isSecure(call.request());
        call.answerHeader(
                "Set-Cookie",
                SignIn.cookieName(secure) + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                        + (secure ? "; Secure" : ""));
    }

    private static JsonNode me(ApiCall call) {
        ObjectNode me = JsonNodeFactory.instance
                .objectNode()
                .put("name", call.caller().name())
                .put("role", call.caller().role().word());
        Session session = call.session();
        return session == null ? me : me.put("csrf", session.csrf());
    }
}
