package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.LedgerUnavailable;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the admin server answers with. */
final class ApiAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ApiAnswers.class);

    private static final Pattern LATER_WORD = Pattern.compile(" \\p{Lu}");

    static final String PROBLEM_TYPE = "application/problem+json";

    private ApiAnswers() {}

    static void send(RoutingContext context, int status, String contentType, String body) {
        HttpServerResponse response = context.response().setStatusCode(status).putHeader("Content-Type", contentType);
        if (context.request().method().equals(HttpMethod.HEAD)) {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            var unused =
                    response.putHeader("Content-Length", String.valueOf(length)).end();
        } else {
            var unused = response.end(body);
        }
    }

    /** As RFC 9457 has it. */
    static void problem(RoutingContext context, int status, String code, String detail) {
        problem(context, status, code, detail, null);
    }

    private static void problem(
            RoutingContext context, int status, String code, String detail, @Nullable ObjectNode members) {
        ObjectNode json = problem(status, code, detail);
        if (members != null) {
            json.setAll(members);
        }
        send(context, status, PROBLEM_TYPE, json.toString());
    }

    static ObjectNode problem(int status, String code, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title(status))
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
    }

    /** What HTTP calls it, as in "Not found". */
    private static String title(int status) {
        return LATER_WORD
                .matcher(HttpResponseStatus.valueOf(status).reasonPhrase())
                .replaceAll(word -> word.group().toLowerCase(Locale.ROOT));
    }

    /** With which a failure is answered. */
    static int status(Throwable failure) {
        if (failure instanceof ApiProblem problem) {
            return problem.status();
        }
        return failure instanceof LedgerUnavailable || failure.getCause() instanceof LedgerUnavailable ? 503 : 500;
    }

    static void failure(RoutingContext context, Throwable failure) {
        if (failure instanceof ApiProblem problem) {
            problem(context, problem.status(), problem.code(), String.valueOf(problem.getMessage()), problem.members());
        } else if (failure instanceof LedgerUnavailable || failure.getCause() instanceof LedgerUnavailable) {
            context.response().putHeader("Retry-After", "5");
            problem(context, 503, "ledger-unavailable", "The ledger cannot be reached now. Try again.");
        } else {
            LOG.error("{} {} failed: {}", context.request().method(), context.normalizedPath(), failure.toString());
            problem(context, 500, "internal-error", "The call failed; the log says why.");
        }
    }
}
