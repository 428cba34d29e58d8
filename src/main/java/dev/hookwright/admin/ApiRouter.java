package dev.hookwright.admin;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.NearestName;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the operation that is called, and lets it be called only as the table of operations says. */
final class ApiRouter {
    static final String ROOT = "/api/v1";

    private static final String OPERATION = "operation";
    private static final long MAX_BODY_OF_ANYONE = 16L << 10;
    private static final long MAX_BODY = 64L << 20;

    private final Access access;
    private final SortedMap<String, List<Operation>> byPath = new TreeMap<>();
    /** Calls by method and path that need no token. */
    private final Set<String> open = new HashSet<>();

    private final BodyHandler smallBodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_OF_ANYONE);
    private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY);

    ApiRouter(List<Operation> operations, Access access) {
        this.access = access;
        for (Operation operation : operations) {
            byPath.computeIfAbsent(operation.path(), path -> new ArrayList<>()).add(operation);
            if (operation.role() == Role.ANYONE) {
                open.add(operation.method() + ROOT + operation.path());
            }
        }
    }

    void mountOn(Router router) {
        router.route(ROOT + "/*").handler(this::authorize);
        // In the order of the paths, a brace is behind all letters: words come before variables.
        byPath.forEach((path, operations) -> router.route(ROOT + path.replaceAll("\\{(\\w+)}", ":$1"))
                .handler(context -> choose(context, operations))
                .handler(this::readBody)
                .handler(this::perform));
    }

    private void authorize(RoutingContext context) {
        ApiCall.maskedBy(access.masking(), context);
        if (open.contains(context.request().method() + context.normalizedPath())) {
            access.signIn().admitAnyone(context);
            context.next();
        } else {
            access.signIn().admit(context);
        }
    }

    private void choose(RoutingContext context, List<Operation> operations) {
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
        try {
            checkQuery(new ApiCall(context), operation.query());
        } catch (ApiProblem problem) {
            ApiAnswers.failure(context, problem);
            return;
        }
        context.put(OPERATION, operation);
        context.next();
    }

    private static void checkQuery(ApiCall call, List<String> known) {
        for (String name : call.query().names()) {
            if (!known.contains(name)) {
                String remedy = known.isEmpty() ? "this call takes none" : NearestName.remedy(name, known);
                throw new ApiProblem(
                        400, "unknown-parameter", "There is no parameter \"" + name + "\" (" + remedy + ").");
            }
            if (call.query().getAll(name).size() > 1) {
                throw new ApiProblem(400, "bad-parameter", "\"" + name + "\" is said more than once.");
            }
        }
        if (known.contains("q")) {
            call.mayLookFor(call.query("q"), call.query("error"));
        }
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
        // It is read as JSON, whatever it is called: what is taken for a form would be decoded, or left out.
        context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        if (operation.request() == null) {
            context.next();
        } else if (operation.role() == Role.ANYONE) {
            smallBodies.handle(context);
        } else {
            bodies.handle(context);
        }
    }

    private void perform(RoutingContext context) {
        Operation operation = context.get(OPERATION);
        if (operation.work() instanceof Operation.Streamed streamed) {
            if (context.request().method().equals(HttpMethod.HEAD)) {
                ApiAnswers.send(context, operation.status(), streamed.mediaType(), "");
            } else {
                streamed.by().handle(context);
            }
        } else if (operation.work() instanceof Operation.Answered answered) {
            context.vertx()
                    .executeBlocking(() -> audited(context, operation, answered), false)
                    .onSuccess(json -> ApiAnswers.send(
                            context, ApiCall.status(context, operation), "application/json", text(json)))
                    .onFailure(failure -> ApiAnswers.failure(context, failure));
        }
    }

    /** Does what is asked and, if that is to change something, writes down what came of it. */
    private JsonNode audited(RoutingContext context, Operation operation, Operation.Answered answered) {
        ApiCall call = new ApiCall(context);
        boolean changes = !operation.method().equals(HttpMethod.GET);
        String target = context.normalizedPath().substring(ROOT.length());
        try {
            JsonNode answer = answered.by().apply(call);
            if (changes && !call.changedNothing()) {
                String named = answer.path("id").asText(answer.path("target").asText());
                String made = operation.path().contains("{") || named.isEmpty() ? target : target + "/" + named;
                access.audit().keep(operation, call, made, ApiCall.status(context, operation));
            }
            return call.shown(answer);
        } catch (RuntimeException e) {
            // Who only tries tokens must not fill the disk.
            if (changes && call.caller().role() != Role.ANYONE) {
                access.audit().keep(operation, call, target, ApiAnswers.status(e));
            }
            throw e;
        }
    }

    private static String text(JsonNode json) {
        return json.isMissingNode() ? "" : json.toString();
    }
}
