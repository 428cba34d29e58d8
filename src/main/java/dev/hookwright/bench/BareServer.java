package dev.hookwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bare HTTP server: reads the body, counts, answers. As what accepts cost with nothing behind them, and as what the
 * flows call. Its one argument is the status of its answers. Asked with {@code {"heap":true}} it collects garbage first.
 */
final class BareServer {
    private static final Buffer BODY =
            Buffer.buffer("{\"id\":\"evt_00000000000000000000000000\",\"status\":\"accepted\"}");
    /** To Vert.x, a negative port is a free one that all servers of a deployment share. */
    private static final int SHARED_FREE_PORT = -1;

    private final int status;
    private final LongAdder requests = new LongAdder();
    private volatile int port;

    private BareServer(int status) {
        this.status = status;
    }

    public static void main(String[] arguments) throws IOException {
        BareServer server = new BareServer(Integer.parseInt(arguments[0]));
        server.listen();
        ObjectNode ready = ChildLoop.MAPPER.createObjectNode().put("port", server.port);
        ChildLoop.serve(ready, server::answer);
    }

    /** As the product does: one server per processor, all on the same port. */
    private void listen() {
        Vertx.vertx()
                .deployVerticle(
                        Listener::new,
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private final class Listener extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(new HttpServerOptions()
                            .setHttp2ClearTextEnabled(false)
                            .setAcceptBacklog(1_024)
                            .setTcpNoDelay(true))
                    .requestHandler(request -> request.bodyHandler(body -> handle(request)))
                    .listen(SHARED_FREE_PORT, "127.0.0.1")
                    .onSuccess(up -> port = up.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    private void handle(HttpServerRequest request) {
        requests.increment();
        var unused = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(BODY);
    }

    private JsonNode answer(JsonNode command) {
        ObjectNode answer = ChildLoop.MAPPER.createObjectNode().put("requests", requests.sum());
        if (command.path("heap").asBoolean()) {
            answer.put("heapBytes", HeapUse.afterCollection());
        }
        return answer;
    }
}
