package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API's description, made from the table of operations and the files that describe what they take and give. */
final class OpenApi implements ApiPart {
    /** Under {@code /openapi}. */
    private static final List<String> FILES = List.of(
            "common.yaml",
            "events.yaml",
            "rejections.yaml",
            "steering.yaml",
            "workspace.yaml",
            "stats.yaml",
            "alerts.yaml",
            "access.yaml");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String JSON = "application/json";

    private final List<Operation> operations;
    private final ObjectNode document;

    /** @param others all operations but this one's own */
    OpenApi(List<Operation> others) {
        this.operations = new ArrayList<>(others);
        operations.addAll(operations());
        this.document = write();
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/openapi.json", Role.VIEWER, "This description.").gives("OpenApi", call -> document));
    }

    List<Operation> all() {
        return operations;
    }

    private ObjectNode write() {
        ObjectNode root = MAPPER.createObjectNode().put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", "Hookwright")
                .put("version", "1")
                .put("description", "Reads and steers a running server.");
        root.putArray("servers").addObject().put("url", ApiRouter.ROOT);
        root.putArray("security").addObject().putArray("token");
        ObjectNode paths = root.putObject("paths");
        ObjectNode components = components();
        for (Operation operation : operations) {
            paths.withObject("/" + operation.path().replace("~", "~0").replace("/", "~1"))
                    .set(operation.method().name().toLowerCase(Locale.ROOT), describe(operation, components));
        }
        root.set("components", components);
        return root;
    }

    private static ObjectNode components() {
        ObjectNode components = MAPPER.createObjectNode();
        ObjectNode schemas = components.putObject("schemas");
        ObjectNode parameters = components.putObject("parameters");
        for (String file : FILES) {
            JsonNode part = read(file);
            part.path("schemas").properties().forEach(field -> schemas.set(field.getKey(), field.getValue()));
            part.path("parameters").properties().forEach(field -> {
                ObjectNode parameter = parameters.putObject(field.getKey());
                parameter.put("name", field.getKey()).put("in", "query");
                parameter.setAll((ObjectNode) field.getValue());
            });
        }
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        return components;
    }

    private static JsonNode read(String file) {
        try (InputStream yaml = OpenApi.class.getResourceAsStream("/openapi/" + file)) {
            return MAPPER.valueToTree(
                    new Load(LoadSettings.builder().setLabel(file).build()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode describe(Operation operation, ObjectNode components) {
        String method = operation.method().name().toLowerCase(Locale.ROOT);
        ObjectNode json = MAPPER.createObjectNode()
                .put(
                        "operationId",
                        method + operation.path().replaceAll("[^\\w]+", "-").replaceAll("-$", ""))
                .put("summary", operation.summary())
                .put(
                        "description",
                        operation.role() == Role.ANYONE
                                ? "Takes no token."
                                : "Takes the role " + operation.role().word() + ".")
                .put("x-role", operation.role().word());
        if (operation.role() == Role.ANYONE) {
            json.putArray("security");
        }
        ArrayNode parameters = json.putArray("parameters");
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            ObjectNode variable = parameters
                    .addObject()
                    .put("name", variables.group(1))
                    .put("in", "path")
                    .put("required", true);
            variable.putObject("schema").put("type", "string");
        }
        for (String name : operation.query()) {
            if (!components.path("parameters").has(name)) {
                throw new IllegalStateException("the parameter \"" + name + "\" is described nowhere");
            }
            parameters.addObject().put("$ref", "#/components/parameters/" + name);
        }
        if (operation.request() != null) {
            // Without a body, its fields are all left out.
            boolean required = components
                    .path("schemas")
                    .path(operation.request())
                    .path("required")
                    .isArray();
            ObjectNode body = json.putObject("requestBody").put("required", required);
            content(body, JSON, operation.request());
        }
        ObjectNode responses = json.putObject("responses");
        success(responses, operation.status(), operation);
        Integer otherStatus = operation.otherStatus();
        if (otherStatus != null) {
            success(responses, otherStatus, operation);
        }
        operation.problems().forEach((status, schema) -> problem(responses.putObject(String.valueOf(status)), schema));
        problem(responses.putObject("default"), "Problem");
        return json;
    }

    private static void success(ObjectNode responses, int status, Operation operation) {
        ObjectNode success = responses.putObject(String.valueOf(status)).put("description", "Done.");
        boolean isStream = operation.work() instanceof Operation.Streamed;
        String answer = operation.answer();
        if (answer != null) {
            content(success, isStream ? ((Operation.Streamed) operation.work()).mediaType() : JSON, answer);
        }
    }

    private static void problem(ObjectNode response, String schema) {
        content(response.put("description", "It could not be done."), ApiAnswers.PROBLEM_TYPE, schema);
    }

    private static void content(ObjectNode of, String mediaType, String schema) {
        of.putObject("content").putObject(mediaType).putObject("schema").put("$ref", "#/components/schemas/" + schema);
    }
}
