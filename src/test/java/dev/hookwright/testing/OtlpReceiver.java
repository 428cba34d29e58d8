package dev.hookwright.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces that takes OTLP over HTTP, and reads what it is sent without OpenTelemetry's own code. */
public final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/traces", this::handle);
        server.start();
    }

    /** One that came, its ids in hexadecimal. */
    public record Span(
            String traceId,
            String spanId,
            String parentId,
            String state,
            String name,
            int kind,
            long nanos,
            Map<String, String> attributes,
            List<String> links,
            int status,
            String message) {}

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Span> spans() {
        return spans;
    }

    /** The attributes of what sent them. */
    public List<Map<String, String>> resources() {
        return resources;
    }

    /** The {@code Authorization} of each request. */
    public List<String> credentials() {
        return credentials;
    }

    /** All that came, a byte a character. */
    public String raw() {
        return String.join("\n", bodies);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        bodies.add(new String(body, StandardCharsets.ISO_8859_1));
        for (Protobuf ofResource : new Protobuf(body).messages(1)) {
            ofResource.messages(1).forEach(resource -> resources.add(attributes(resource, 1)));
            for (Protobuf ofScope : ofResource.messages(2)) {
                ofScope.messages(2).forEach(span -> spans.add(span(span)));
            }
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Span span(Protobuf span) {
        List<Protobuf> status = span.messages(15);
        return new Span(
                hex(span.bytes(1)),
                hex(span.bytes(2)),
                hex(span.bytes(4)),
                span.text(3),
                span.text(5),
                (int) span.number(6),
                span.number(8) - span.number(7),
                attributes(span, 9),
                span.messages(13).stream()
                        .map(link -> hex(link.bytes(1)) + "-" + hex(link.bytes(2)))
                        .toList(),
                status.isEmpty() ? 0 : (int) status.get(0).number(3),
                status.isEmpty() ? "" : status.get(0).text(2));
    }

    private static Map<String, String> attributes(Protobuf message, int field) {
        Map<String, String> attributes = new HashMap<>();
        for (Protobuf pair : message.messages(field)) {
            Protobuf value = pair.messages(2).get(0);
            String said =
                    value.has(1) ? value.text(1) : String.valueOf(value.has(2) ? value.number(2) : value.number(3));
            attributes.put(pair.text(1), said);
        }
        return attributes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
