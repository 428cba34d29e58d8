package dev.hookwright.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.Problems;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Makes a test of an event, as the admin API tells of it: what came in, what was answered and what was called. */
public final class Recording {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CUT = "…";

    private final JsonNode event;
    private final Masking masking = new Masking();
    private final Map<String, Object> send = new LinkedHashMap<>();
    private final List<Object> given = new ArrayList<>();
    private final Map<String, Object> runs = new LinkedHashMap<>();
    /** How often each step was called. */
    private final Map<String, Integer> calls = new LinkedHashMap<>();

    private Recording(JsonNode event) {
        this.event = event;
        send.put("endpoint", event.path("endpoint").asText());
        putPayload();
        putTypeHeaders();
        event.path("runs").forEach(this::putRun);
    }

    /** @param event as {@code GET /events/ID} gives it */
    public static Recording of(JsonNode event) {
        return new Recording(event);
    }

    /**
     * Writes the test, with what the present routes send in it.
     *
     * @return what came out otherwise than the test does now, a line each
     */
    public List<String> write(Path file, RouteTests tests) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text(Map.of()));
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        List<String> differences = play(file, tests, sent);
        Map<String, JsonNode> again = new LinkedHashMap<>();
        play(file, tests, again);
        // What differs from one time to the next is left out: it holds a time or a new id.
        sent.replaceAll((step, body) -> Stable.part(body, again.getOrDefault(step, body)));
        sent.values().removeIf(body -> body.isMissingNode() || body.isContainerNode() && body.isEmpty());
        Files.writeString(file, text(sent));
        return differences;
    }

    private static List<String> play(Path file, RouteTests tests, Map<String, JsonNode> sent) {
        Problems problems = new Problems();
        List<RouteTests.TestFile> read = tests.read(List.of(file), problems);
        if (!problems.isEmpty()) {
            return problems.all().stream().map(String::valueOf).toList();
        }
        TestResult result = tests.run(read.get(0).tests().get(0));
        for (RecordedCall call : tests.lastCalls()) {
            sent.merge(call.sent().label(), call.sent().body(), Stable::part);
        }
        return result.findings().stream().map(Finding::what).toList();
    }

    private void putPayload() {
        String body = event.path("body").asText("");
        String contentType = event.path("headers").path("content-type").asText("");
        if (contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            Map<String, Object> form = new LinkedHashMap<>();
            for (String pair : body.split("&")) {
                String[] sides = pair.split("=", 2);
                form.put(decoded(sides[0]), sides.length == 2 ? decoded(sides[1]) : "");
            }
            send.put("form", plain(masking.mask(MAPPER.valueToTree(form))));
            return;
        }
        JsonNode json = json(body);
        send.put("payload", json == null ? masking.mask(body) : plain(masking.mask(json)));
    }

    /** Those in which the provider says what kind of event it is, where it does. */
    private void putTypeHeaders() {
        String type = event.path("type").asText("");
        Map<String, Object> headers = new LinkedHashMap<>();
        event.path("headers").properties().forEach(header -> {
            String value = header.getValue().asText();
            boolean named = header.getKey().matches(".*(event|topic|type|action).*")
                    && !header.getKey().equals("content-type");
            if (named && !value.isEmpty() && type.startsWith(value)) {
                headers.put(header.getKey(), value);
            }
        });
        if (!headers.isEmpty()) {
            send.put("headers", headers);
        }
    }

    private void putRun(JsonNode run) {
        runs.put(run.path("route").asText(), run.path("status").asText());
        for (JsonNode step : run.path("steps")) {
            String id = step.path("id").asText();
            calls.merge(id, step.path("attempts").size(), Integer::sum);
            List<Object> answers = new ArrayList<>();
            step.path("attempts").forEach(attempt -> answers.add(answer(attempt)));
            if (answers.stream().anyMatch(answer -> !answer.equals(200))) {
                Map<String, Object> script = new LinkedHashMap<>();
                script.put("step", id);
                script.put("answers", answers);
                given.add(script);
            }
        }
    }

    private Object answer(JsonNode attempt) {
        boolean done = attempt.path("outcome").asText().equals("succeeded");
        int status = attempt.path("statusCode").asInt(done ? 200 : 0);
        if (status == 0) {
            String error = attempt.path("error").asText().toLowerCase(Locale.ROOT);
            return error.contains("timed out") ? "timeout" : error.contains("refused") ? "refused" : "reset";
        }
        String response = attempt.path("response").asText("");
        // What was cut off is no answer that a route could go on with.
        if (!done || response.isEmpty() || response.endsWith(CUT)) {
            return status;
        }
        JsonNode json = json(response);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", status);
        answer.put("body", json == null ? masking.mask(response) : plain(masking.mask(json)));
        return answer;
    }

    private String text(Map<String, JsonNode> sent) {
        Map<String, Object> expect = new LinkedHashMap<>();
        if (runs.isEmpty()) {
            expect.put("run", Expected.NO_RUN);
        } else {
            expect.put("run", runs);
        }
        List<Object> expected = new ArrayList<>();
        calls.forEach((step, times) -> {
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("step", step);
            call.put("times", times);
            JsonNode body = sent.get(step);
            if (body != null) {
                call.put("body", plain(body));
            }
            expected.add(call);
        });
        if (!expected.isEmpty()) {
            expect.put("calls", expected);
        }
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("test", "as " + event.path("id").asText() + " came out");
        test.put("send", send);
        if (!given.isEmpty()) {
            test.put("given", given);
        }
        test.put("expect", expect);
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(120)
                .setSplitLines(false)
                .build();
        return "# Recorded by ./hookwright test --record; look whether all that is personal is masked before you share it.\n"
                + new Dump(settings).dumpToString(List.of(test));
    }

    private static Object plain(JsonNode json) {
        return MAPPER.convertValue(json, Object.class);
    }

    private static @Nullable JsonNode json(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return json.isContainerNode() ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
