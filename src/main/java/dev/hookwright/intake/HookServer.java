package dev.hookwright.intake;

import dev.hookwright.config.InvalidWorkspace;
import dev.hookwright.config.ListenAddress;
import dev.hookwright.config.Settings;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Limits;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public server. Serves {@code /hooks/NAME} and nothing else; every limit that a stranger could try is set here. */
public final class HookServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookServer.class);
    private static final String PREFIX = "/hooks/";
    private static final Decision.Refuse UNKNOWN =
            new Decision.Refuse(RefusalCode.NO_SUCH_ENDPOINT, "no such endpoint");
    /** To Vert.x, a negative port is a free one that all servers of a deployment share. */
    private static final int SHARED_FREE_PORT = -1;

    private final Vertx vertx;
    private final Intake intake;
    private final EventSink sink;
    private final HookServerOptions options;
    private final IntakeStatistics statistics = new IntakeStatistics();
    private final AtomicLong bodyBytesInFlight = new AtomicLong();
    private final LoopBeats beats = new LoopBeats(System::nanoTime);
    private final Connections connections;
    private volatile @Nullable String deployment;
    private volatile int port;
    private volatile boolean accepting = true;

    public HookServer(Vertx vertx, Intake intake, EventSink sink, HookServerOptions options) {
        this.vertx = vertx;
        this.intake = intake;
        this.sink = sink;
        this.options = options;
        this.connections = new Connections(vertx, options);
        this.port = options.port();
    }

    /**
     * Begins to listen: one server per processor, all on the same port.
     *
     * @throws InvalidWorkspace if the address cannot be had
     */
    public void start() throws InterruptedException {
        DeploymentOptions perProcessor =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        try {
            deployment = vertx.deployVerticle(Listener::new, perProcessor)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw new ListenAddress(Settings.HOST, options.host(), "port", options.port())
                    .refused(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The port that is listened on. */
    public int port() {
        return port;
    }

    public IntakeStatistics statistics() {
        return statistics;
    }

    /** From now on every new request is answered with 503; those that are being received are not. */
    public void refuseRequests() {
        accepting = false;
    }

    public boolean isAccepting() {
        return accepting;
    }

    /** Whether it listens. */
    public boolean isListening() {
        return deployment != null;
    }

    /** Whether another body of the size that endpoints take as a rule would be taken in now. */
    public boolean hasRoom() {
        return bodyBytesInFlight.get() + Limits.DEFAULT.maxBody() <= options.maxBodyBytesInFlight();
    }

    /** For how long the event loop that has been at the same thing for longest has been. */
    public Duration silence() {
        return beats.silence();
    }

    /** Takes no further connection; those that are open are closed. */
    @Override
    public void close() {
        String id = deployment;
        if (id == null) {
            return;
        }
        try {
            vertx.undeploy(id).toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("the public port did not close cleanly: {}", e.getMessage());
        }
    }

    private final class Listener extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            beats.watch(vertx);
            HttpServer server = vertx.createHttpServer(serverOptions());
            Future<HttpServer> listening = server.connectionHandler(connections::opened)
                    .requestHandler(HookServer.this::handle)
                    .invalidRequestHandler(HookServer.this::handle)
                    .exceptionHandler(e -> LOG.debug("a connection failed: {}", e.getMessage()))
                    .listen(options.port() == 0 ? SHARED_FREE_PORT : options.port(), options.host());
            listening.onSuccess(up -> port = up.actualPort());
            listening.<Void>mapEmpty().onComplete(started);
        }
    }

    private HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                // HTTP/1.1 only. With HTTP/2 as an option, Vert.x would not even tell of a connection that sends
                // nothing.
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout((int) options.idleTimeout().toSeconds())
                .setMaxHeaderSize(UnreadableHead.MAX_HEADER_BYTES)
                .setMaxInitialLineLength(UnreadableHead.MAX_LINE_BYTES)
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                .setAcceptBacklog(1_024)
                .setTcpNoDelay(true)
                .setReuseAddress(true);
    }

    private void handle(HttpServerRequest request) {
        connections.requested(request.connection());
        // Only what stands in the table exists: no decoding, no normalising, nothing to get around.
        String path = request.path();
        Optional<Endpoint> endpoint = path != null && path.startsWith(PREFIX)
                ? intake.endpoint(path.substring(PREFIX.length()))
                : Optional.empty();
        EndpointCounts counts =
                endpoint.map(found -> statistics.of(found.name())).orElse(statistics.unknown());
        counts.request();
        if (!accepting) {
            refuse(request, counts, new Decision.Refuse(RefusalCode.CANNOT_STORE, "the server stops"));
        } else if (endpoint.isEmpty()) {
            refuse(request, counts, UnreadableHead.refusal(request).orElse(UNKNOWN));
        } else {
            new Reception(vertx, request, endpoint.get(), intake, sink, options, statistics, counts, bodyBytesInFlight)
                    .begin();
        }
    }

    private static void refuse(HttpServerRequest request, EndpointCounts counts, Decision.Refuse refusal) {
        counts.refusal(refusal.code());
        Answers.refuse(request, refusal, true);
    }
}
