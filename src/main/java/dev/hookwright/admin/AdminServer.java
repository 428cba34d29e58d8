package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.ledger.LedgerUnavailable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin server: the API behind a token, health and metrics. On loopback unless told otherwise. */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final String API = "/api/v1";
    private static final long MAX_BODY = 64L << 20;

    private final Vertx vertx;
    private final Supplier<String> metrics;
    private final BooleanSupplier ready;
    private final AdminToken token;
    private final EventApi events;
    private final RejectionApi rejections;
    private final SecretApi secrets;
    private final ReloadApi reload;
    private @Nullable HttpServer server;

    /** @param ready whether events are accepted now */
    public AdminServer(
            Vertx vertx,
            EventApi events,
            RejectionApi rejections,
            SecretApi secrets,
            ReloadApi reload,
            Supplier<String> metrics,
            BooleanSupplier ready,
            AdminToken token) {
        this.vertx = vertx;
        this.ready = ready;
        this.metrics = metrics;
        this.token = token;
        this.events = events;
        this.rejections = rejections;
        this.secrets = secrets;
        this.reload = reload;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for a free one
     * @return the port that is listened on
     * @throws InvalidWorkspace if it cannot be had
     */
    public int start(String host, int port) throws InterruptedException {
        HttpServer created = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(120));
        server = created;
        try {
            created.requestHandler(router())
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return created.actualPort();
        } catch (ExecutionException e) {
            throw new InvalidWorkspace(
                    "admin port " + port,
                    "cannot be listened on at " + host + ": " + reason(e),
                    "stop what uses it, or choose another with --admin-port");
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            context.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
            context.next();
        });
        router.get("/observe/health/live").handler(context -> health(context, true));
        router.get("/observe/health/ready").handler(context -> health(context, ready.getAsBoolean()));
        router.get("/observe/metrics").handler(this::metrics);
        router.route(API + "/*").handler(this::authorize);
        router.get(API + "/rejections").handler(blocking(200, context -> rejections.list(context.queryParams())));
        router.get(API + "/rejections/:id").handler(blocking(200, context -> rejections.one(context.pathParam("id"))));
        router.post(API + "/rejections/:id/accept")
                .handler(blocking(202, context -> rejections.accept(context.pathParam("id"))));
        router.get(API + "/reload").handler(blocking(200, context -> reload.last()));
        router.post(API + "/reload").handler(blocking(200, context -> reload.reload()));
        router.get(API + "/duplicates").handler(blocking(200, context -> events.duplicates(context.queryParams())));
        router.get(API + "/events").handler(blocking(200, context -> events.list(context.queryParams())));
        router.get(API + "/events/:id").handler(blocking(200, context -> events.event(context.pathParam("id"))));
        router.post(API + "/events/:id/replay")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(blocking(202, context -> events.replay(context.pathParam("id"), body(context))));
        String ofEndpoint = API + "/endpoints/:endpoint/secrets";
        router.get(ofEndpoint).handler(blocking(200, context -> secrets.list(context.pathParam("endpoint"))));
        router.get(ofEndpoint + "/:id")
                .handler(
                        blocking(200, context -> secrets.show(context.pathParam("endpoint"), context.pathParam("id"))));
        router.post(ofEndpoint + "/:id/confirm")
                .handler(blocking(
                        200, context -> secrets.confirm(context.pathParam("endpoint"), context.pathParam("id"))));
        router.delete(ofEndpoint + "/:id")
                .handler(blocking(
                        200, context -> secrets.refuse(context.pathParam("endpoint"), context.pathParam("id"))));
        router.route().last().handler(context -> problem(context, 404, "not-found", "There is nothing here."));
        router.errorHandler(405, context -> problem(context, 405, "method-not-allowed", "Not with this method."));
        router.errorHandler(413, context -> problem(context, 413, "body-too-large", "The body is too large."));
        return router;
    }

    private void authorize(RoutingContext context) {
        if (token.isCarriedBy(context.request().getHeader("Authorization"))) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            problem(context, 401, "no-token", "Send the admin token: Authorization: Bearer TOKEN.");
        }
    }

    /** Runs a call off the event loop and answers with what it gives. */
    private Handler<RoutingContext> blocking(int status, Function<RoutingContext, JsonNode> call) {
        return context -> context.vertx()
                .executeBlocking(() -> call.apply(context), false)
                .onSuccess(json -> answer(context, status, "application/json", json.toString()))
                .onFailure(failure -> {
                    if (failure instanceof ApiProblem problem) {
                        problem(
                                context,
                                problem.status(),
                                problem.code(),
                                String.valueOf(problem.getMessage()),
                                problem.members());
                    } else if (failure instanceof LedgerUnavailable
                            || failure.getCause() instanceof LedgerUnavailable) {
                        context.response().putHeader("Retry-After", "5");
                        problem(context, 503, "ledger-unavailable", "The ledger cannot be reached now. Try again.");
                    } else {
                        LOG.error(
                                "{} {} failed: {}",
                                context.request().method(),
                                context.normalizedPath(),
                                failure.toString());
                        problem(context, 500, "internal-error", "The call failed; the log says why.");
                    }
                });
    }

    private static void health(RoutingContext context, boolean up) {
        answer(context, up ? 200 : 503, "application/json", "{\"status\":\"" + (up ? "UP" : "DOWN") + "\"}");
    }

    private void metrics(RoutingContext context) {
        answer(context, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
    }

    private static String body(RoutingContext context) {
        String text = context.body().asString();
        return text == null ? "" : text;
    }

    private static void problem(RoutingContext context, int status, String code, String detail) {
        problem(context, status, code, detail, null);
    }

    private static void problem(
            RoutingContext context, int status, String code, String detail, @Nullable ObjectNode members) {
        ObjectNode problem = new ObjectMapper()
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", code)
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
        if (members != null) {
            problem.setAll(members);
        }
        String json = problem.toString();
        if (status == 405) {
            context.response().putHeader("Allow", HttpMethod.GET.name());
        }
        answer(context, status, "application/problem+json", json);
    }

    private static void answer(RoutingContext context, int status, String contentType, String body) {
        var unused = context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(body);
    }

    @Override
    public void close() {
        HttpServer listening = server;
        if (listening != null) {
            listening.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
