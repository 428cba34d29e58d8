package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.testing.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What a connector does, as a file of src/test/resources/connectors says it: what it sends for which body, and how a run
 * ends when the vendor answers so.
 *
 * @param parameters the connector's, baseUrl apart; the word SECRET stands for one that breaks URLs and quoting
 * @param requests bodies, each with the calls that it leads to and the result that the route gets
 * @param failures answers, each with how the run ends: succeeded, waiting or dead
 */
record ConnectorTable(String name, JsonNode parameters, List<JsonNode> requests, List<JsonNode> failures) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path FOLDER = Path.of("src/test/resources/connectors");

    static List<ConnectorTable> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(ConnectorTable::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConnectorTable read(Path file) {
        try {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            JsonNode table = MAPPER.valueToTree(yaml);
            String name = file.getFileName().toString().replace(".yaml", "");
            return new ConnectorTable(
                    name, table.path("parameters"), items(table.path("requests")), items(table.path("failures")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> items(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    /** Of a case with several calls these, otherwise the case itself as the only one. */
    static List<JsonNode> calls(JsonNode request) {
        return request.has("calls") ? items(request.path("calls")) : List.of(request);
    }

    /** The vendor's answer that a case states; an empty 200 where it states none. */
    static Target.Reply answer(JsonNode call) {
        return answer(call, text -> text);
    }

    /** @param filled puts what only the run knows, as its idempotency key, into the answer's body */
    static Target.Reply answer(JsonNode call, UnaryOperator<String> filled) {
        JsonNode answer = call.path("answer");
        JsonNode body = answer.path("body");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", body.isTextual() ? "text/plain" : "application/json");
        answer.path("headers")
                .properties()
                .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
        String text = body.isMissingNode() ? "" : body.isTextual() ? body.asText() : body.toString();
        return new Target.Reply(answer.path("status").asInt(200), headers, filled.apply(text));
    }

    @Override
    public String toString() {
        return name;
    }
}
