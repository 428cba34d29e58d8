package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No name by which a component of Camel is steered gets from a request into a message's headers, wherever in the
 * request it stands, nor out by a call.
 */
class ControlHeadersTest extends RouteTests {
    private static final String MARK = "stEEred";
    /** The header that the route itself puts in, so that the probe is known to see headers. */
    private static final String SEEN = "putInByTheRoute";

    /** Tells which headers the message has, and calls a target with all of them. */
    private void startProbe() {
        String steps = """
                - setHeader: {name: %s, expression: {constant: {expression: "1"}}}
                - setBody: {simple: {expression: "seen ${headers}"}}
                - to: {id: out, uri: "{{target}}/out"}
                - setBody: {constant: {expression: "{}"}}
                - to: {id: connector, uri: "kamelet:http-request-action", parameters: {baseUrl: "{{target}}/connector"}}
                """.formatted(SEEN);
        server.file("routes/endpoints.yaml", """
                in: {provider: unsigned}
                ce: {provider: cloudevents, secrets: []}
                """);
        server.route("events", "ce", steps);
        start(steps);
    }

    private void checkNothingGotThrough(int requests) {
        assertThat(target.calls("/out")).hasSize(requests);
        assertThat(target.calls("/connector")).hasSize(requests);
        assertThat(target.calls()).hasSize(2 * requests);
        for (Target.Call call : target.calls()) {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.query()).isEmpty();
            assertThat(call.headers().toString() + call.body()).doesNotContain(MARK);
        }
        assertThat(target.calls("/out"))
                .allSatisfy(call -> assertThat(call.body()).isEqualTo("seen {" + SEEN + "=1}"));
    }

    private static List<List<String>> groups(Set<String> names, int size) {
        List<String> all = new ArrayList<>(names);
        List<List<String>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            groups.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return groups;
    }

    private static String form(List<String> names) {
        return names.stream()
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + MARK)
                .collect(Collectors.joining("&"));
    }

    private static String attributes(List<String> names) {
        return names.stream()
                .filter(name -> !name.equals("type"))
                .map(name -> ",\"" + name + "\":\"" + MARK + "\"")
                .collect(Collectors.joining(
                        "",
                        "{\"specversion\":\"1.0\",\"id\":\"" + names.get(0) + "\",\"source\":\"s\",\"type\":\"t\"",
                        "}"));
    }

    private static String multipart(List<String> names) {
        return names.stream()
                .map(name -> "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + MARK + "\r\n")
                .collect(Collectors.joining("", "", "--b--\r\n"));
    }

    @Test
    void none_of_the_names_gets_from_a_request_into_a_message_or_out() throws Exception {
        Set<String> names = ControlHeaders.all();
        assertThat(names).hasSizeGreaterThan(2_000).contains("CamelHttpUri", "CamelFileName", "mail.smtp.host");
        startProbe();
        List<String> ids = new ArrayList<>();
        for (List<String> group : groups(names, 60)) {
            ids.add(postWithHeaders(group));
            ids.add(postWithQuery(group));
        }
        for (List<String> group : groups(names, 500)) {
            ids.add(server.accepted("in", form(group), "Content-Type", "application/x-www-form-urlencoded"));
            ids.add(server.accepted("ce", attributes(group), "Content-Type", "application/cloudevents+json"));
            ids.add(server.accepted("in", multipart(group), "Content-Type", "multipart/form-data; boundary=b"));
        }
        ids.forEach(id -> server.awaitRuns(id, "succeeded"));
        checkNothingGotThrough(ids.size());
    }

    private static String idOf(String answer) {
        return TestServer.json(answer).path("id").asText();
    }

    private String postWithQuery(List<String> names) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.hooks("in") + "?" + form(names)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return idOf(server.send(request).body());
    }

    /** By hand, as clients keep some names to themselves; half of the names in upper case. */
    private String postWithHeaders(List<String> names) throws IOException {
        StringBuilder request = new StringBuilder("POST /hooks/in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        boolean upper = false;
        for (String name : names) {
            upper = !upper;
            if (name.matches("[A-Za-z0-9._-]+")
                    && !name.matches("(?i)content-.*|host|transfer-encoding|connection|expect")) {
                request.append(upper ? name : name.toUpperCase(Locale.ROOT))
                        .append(": ")
                        .append(MARK)
                        .append("\r\n");
            }
        }
        request.append("Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            String text = answer.toString(StandardCharsets.UTF_8);
            assertThat(text).contains(" 202 ");
            return idOf(text.substring(text.indexOf("\r\n\r\n") + 4));
        }
    }
}
