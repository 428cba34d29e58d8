package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.LedgerUnavailable;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the admin server answers with. */
final class ApiAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ApiAnswers.class);

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
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", code)
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
        if (members != null) {
            json.setAll(members);
        }
        send(context, status, "application/problem+json", json.toString());
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
