package dev.hookwright.admin;

import static java.util.stream.Collectors.joining;

import dev.hookwright.config.NearestName;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the operation that is called, and lets it be called only as the table of operations says. */
final class ApiRouter {
    static final String ROOT = "/api/v1";

    private static final String OPERATION = "operation";
    private static final long MAX_BODY = 64L << 20;

    private final AdminToken token;
    private final SortedMap<String, List<Operation>> byPath = new TreeMap<>();
    private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY);

    ApiRouter(List<Operation> operations, AdminToken token) {
        this.token = token;
        for (Operation operation : operations) {
            byPath.computeIfAbsent(operation.path(), path -> new ArrayList<>()).add(operation);
        }
    }

    void mountOn(Router router) {
        router.route(ROOT + "/*").handler(this::authorize);
        // In the order of the paths, a brace is behind all letters: words come before variables.
        byPath.forEach((path, operations) -> router.route(ROOT + path.replaceAll("\\{(\\w+)}", ":$1"))
                .handler(context -> choose(context, operations))
                .handler(this::readBody)
                .handler(ApiRouter::perform));
    }

    private void authorize(RoutingContext context) {
        if (token.isCarriedBy(context.request().getHeader("Authorization"))) {
            ApiCall.by(new Caller("admin", Role.ADMIN), context);
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            ApiAnswers.problem(context, 401, "no-token", "Send the admin token: Authorization: Bearer TOKEN.");
        }
    }

    private static void choose(RoutingContext context, List<Operation> operations) {
        HttpMethod method = context.request().method();
        Optional<Operation> called = operations.stream()
                .filter(operation -> answers(operation, method))
                .findFirst();
        if (called.isEmpty()) {
            context.response().putHeader("Allow", allowed(operations));
            ApiAnswers.problem(context, 405, "method-not-allowed", "Not with this method.");
            return;
        }
        Operation operation = called.get();
        if (!new ApiCall(context).caller().role().includes(operation.role())) {
            ApiAnswers.problem(
                    context,
                    403,
                    "not-allowed",
                    "This takes the role " + operation.role().word() + ".");
            return;
        }
        for (String name : context.queryParams().names()) {
            if (!operation.query().contains(name)) {
                String remedy = operation.query().isEmpty()
                        ? "this call takes none"
                        : NearestName.remedy(name, operation.query());
                ApiAnswers.problem(
                        context, 400, "unknown-parameter", "There is no parameter \"" + name + "\" (" + remedy + ").");
                return;
            }
        }
        context.put(OPERATION, operation);
        context.next();
    }

    private static boolean answers(Operation operation, HttpMethod method) {
        return operation.method().equals(method)
                || (method.equals(HttpMethod.HEAD) && operation.method().equals(HttpMethod.GET));
    }

    private static String allowed(List<Operation> operations) {
        return operations.stream()
                .map(operation -> operation.method().equals(HttpMethod.GET)
                        ? "GET, HEAD"
                        : operation.method().name())
                .sorted()
                .collect(joining(", "));
    }

    private void readBody(RoutingContext context) {
        Operation operation = context.get(OPERATION);
        if (operation.request() == null) {
            context.next();
        } else {
            bodies.handle(context);
        }
    }

    private static void perform(RoutingContext context) {
        Operation operation = context.get(OPERATION);
        if (operation.work() instanceof Operation.Streamed streamed) {
            if (context.request().method().equals(HttpMethod.HEAD)) {
                ApiAnswers.send(context, operation.status(), streamed.mediaType(), "");
            } else {
                streamed.by().handle(context);
            }
        } else if (operation.work() instanceof Operation.Answered answered) {
            context.vertx()
                    .executeBlocking(() -> answered.by().apply(new ApiCall(context)), false)
                    .onSuccess(json -> ApiAnswers.send(
                            context, ApiCall.status(context, operation), "application/json", json.toString()))
                    .onFailure(failure -> ApiAnswers.failure(context, failure));
        }
    }
}
