package dev.hookwright.admin;

import dev.hookwright.config.HttpMessages;
import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.ListenAddress;
import dev.hookwright.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The admin server: the API behind a token, health and metrics. On loopback unless told otherwise. */
public final class AdminServer implements AutoCloseable {
    private final Vertx vertx;
    private final Observed observed;
    private final ApiRouter api;
    private final Access access;
    private @Nullable HttpServer server;

    /**
     * @param parts the operations that it offers
     * @param observed what it tells to monitoring
     * @param access who may use it
     */
    public AdminServer(Vertx vertx, List<ApiPart> parts, Observed observed, Access access) {
        this.vertx = vertx;
        this.observed = observed;
        this.access = access;
        OpenApi described = new OpenApi(Stream.concat(parts.stream(), access.parts().stream())
                .flatMap(part -> part.operations().stream())
                .toList());
        this.api = new ApiRouter(described.all(), access);
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for a free one
     * @return the port that is listened on
     * @throws InvalidWorkspace if the address cannot be had
     */
    public int start(String host, int port) throws InterruptedException {
        HttpServer created = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(120));
        server = created;
        try {
            created.connectionHandler(HttpMessages::check)
                    .requestHandler(router())
                    .invalidRequestHandler(UnreadableCall::refuse)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return created.actualPort();
        } catch (ExecutionException e) {
            throw new ListenAddress(Settings.ADMIN_HOST, host, "admin port", port)
                    .refused(e.getCause() == null ? e : e.getCause());
        }
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            context.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
            context.next();
        });
        observed.mountOn(router, vertx);
        api.mountOn(router);
        Pages pages = new Pages(vertx);
        access.providerSignIn().ifPresent(provider -> provider.mountOn(router, pages));
        pages.mountOn(router);
        router.route()
                .last()
                .handler(context -> ApiAnswers.problem(context, 404, "not-found", "There is nothing here."));
        router.errorHandler(
                400, context -> ApiAnswers.problem(context, 400, "bad-request", "The address cannot be read."));
        router.errorHandler(500, context -> {
            Throwable failure = context.failure();
            if (!context.response().headWritten()) {
                ApiAnswers.failure(context, failure == null ? new IllegalStateException("not known why") : failure);
            }
        });
        router.errorHandler(
                413, context -> ApiAnswers.problem(context, 413, "body-too-large", "The body is too large."));
        return router;
    }

    @Override
    public void close() {
        HttpServer listening = server;
        if (listening != null) {
            listening.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
