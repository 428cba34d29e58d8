package dev.hookwright.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An API as OpenAPI 3 or Swagger 2 describes it. */
final class OpenApiDescription implements VendorDescription {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}/]+)}");
    /** Where credentials and the form of the message stand; that is checked elsewhere. */
    private static final Set<String> OTHERS = Set.of("authorization", "content-type", "user-agent", "accept", "token");

    private final JsonNode document;
    private final DescribedSchemas schemas;
    private final List<Template> templates = new ArrayList<>();

    private record Template(String path, Pattern pattern, List<String> parameters) {}

    OpenApiDescription(DescribedVendor vendor, JsonNode document) {
        this.document = document;
        vendor.corrections().forEach(this::correct);
        this.schemas = new DescribedSchemas(document);
        String base = vendor.basePath().isEmpty() ? Pattern.quote(basePath(document)) : vendor.basePath();
        document.path("paths").fieldNames().forEachRemaining(path -> templates.add(template(base, path)));
        // The one with the fewest parameters goes before those that would take anything in their place.
        templates.sort(Comparator.comparingInt(template -> template.parameters().size()));
    }

    private void correct(String pointer, String json) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
        ((ObjectNode) document.at(pointer.substring(0, last))).set(name, TestServer.json(json));
    }

    private static String basePath(JsonNode document) {
        String base = document.has("swagger")
                ? document.path("basePath").asText("")
                : URI.create(document.at("/servers/0/url").asText("")).getPath();
        return base.replaceAll("/$", "");
    }

    private static Template template(String base, String path) {
        StringBuilder pattern = new StringBuilder(base);
        List<String> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(path);
        int from = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(path.substring(from, matcher.start()))).append("([^/]+)");
            parameters.add(matcher.group(1));
            from = matcher.end();
        }
        return new Template(path, Pattern.compile(pattern + Pattern.quote(path.substring(from))), parameters);
    }

    @Override
    public List<String> problems(Target.Call call) {
        String what = call.method() + " " + call.path();
        for (Template template : templates) {
            Matcher matcher = template.pattern().matcher(call.path());
            JsonNode operation = document.path("paths")
                    .path(template.path())
                    .path(call.method().toLowerCase(Locale.ROOT));
            if (matcher.matches() && operation.isObject()) {
                Map<String, String> inPath = new LinkedHashMap<>();
                for (int i = 0; i < template.parameters().size(); i++) {
                    inPath.put(template.parameters().get(i), decoded(matcher.group(i + 1)));
                }
                List<String> problems = new ArrayList<>();
                checkParameters(parameters(template, operation), inPath, call, problems);
                checkBody(template, operation, call, problems);
                return problems.stream().map(problem -> what + ": " + problem).toList();
            }
        }
        return List.of(what + " is not described");
    }

    private List<JsonNode> parameters(Template template, JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        document.path("paths")
                .path(template.path())
                .path("parameters")
                .forEach(parameter -> parameters.add(schemas.resolved(parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(schemas.resolved(parameter)));
        return parameters;
    }

    private void checkParameters(
            List<JsonNode> parameters, Map<String, String> inPath, Target.Call call, List<String> problems) {
        Map<String, String> query = form(call.query());
        Map<String, Map<String, String>> places =
                Map.of("path", inPath, "query", new TreeMap<>(query), "header", call.headers());
        for (JsonNode parameter : parameters) {
            String place = parameter.path("in").asText();
            String name = parameter.path("name").asText();
            Map<String, String> values = places.get(place);
            if (values == null || place.equals("header") && OTHERS.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            query.remove(place.equals("query") ? name : "");
            String value = values.get(place.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
            if (value == null) {
                if (parameter.path("required").asBoolean()) {
                    problems.add("the " + place + " parameter " + name + " is missing");
                }
            } else {
                JsonNode schema = parameter.has("schema") ? parameter.path("schema") : parameter;
                schemas.checkText(schema, value).forEach(problem -> problems.add(name + ": " + problem));
            }
        }
        query.keySet().forEach(name -> problems.add("the query parameter " + name + " is not described"));
    }

    private void checkBody(Template template, JsonNode operation, Target.Call call, List<String> problems) {
        String at = "/paths/" + DescribedSchemas.pointer(template.path()) + "/"
                + call.method().toLowerCase(Locale.ROOT);
        String type = call.headers().getOrDefault("content-type", "").replaceAll(";.*", "");
        JsonNode described = schemas.resolved(operation.path("requestBody"));
        ObjectNode fields = formData(operation);
        if (!fields.isEmpty()) {
            // What Swagger 2 calls a form, these vendors take as JSON too.
            Map<String, String> sent = new TreeMap<>();
            TestServer.json(call.body())
                    .properties()
                    .forEach(field -> sent.put(
                            field.getKey(),
                            field.getValue().isTextual()
                                    ? field.getValue().asText()
                                    : field.getValue().toString()));
            checkForm(fields, sent, problems);
        } else if (described.has("content")) {
            if (described.path("required").asBoolean() && call.body().isEmpty()) {
                problems.add("there is no body");
            } else if (!call.body().isEmpty() && !described.path("content").has(type)) {
                problems.add("a body of type " + type + " is not described");
            } else if (!call.body().isEmpty()) {
                String content = operation.path("requestBody").has("$ref")
                        ? operation.path("requestBody").path("$ref").asText().substring(1)
                        : at + "/requestBody";
                problems.addAll(schemas.check(
                        content + "/content/" + DescribedSchemas.pointer(type) + "/schema",
                        TestServer.json(call.body())));
            }
        } else {
            checkSwaggerBody(operation, at, call, problems);
        }
    }

    private void checkSwaggerBody(JsonNode operation, String at, Target.Call call, List<String> problems) {
        for (int i = 0; i < operation.path("parameters").size(); i++) {
            if (operation.path("parameters").path(i).path("in").asText().equals("body")) {
                problems.addAll(schemas.check(at + "/parameters/" + i + "/schema", TestServer.json(call.body())));
                return;
            }
        }
        if (!call.body().isEmpty()) {
            problems.add("no body is described");
        }
    }

    private static ObjectNode formData(JsonNode operation) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("formData")) {
                fields.set(parameter.path("name").asText(), parameter);
            }
        }
        return fields;
    }

    private void checkForm(ObjectNode fields, Map<String, String> sent, List<String> problems) {
        fields.properties().forEach(field -> {
            if (field.getValue().path("required").asBoolean() && !sent.containsKey(field.getKey())) {
                problems.add("the field " + field.getKey() + " is missing");
            }
        });
        sent.forEach((name, value) -> {
            if (!fields.has(name)) {
                problems.add("the field " + name + " is not described");
            } else {
                schemas.checkText(fields.path(name), value).forEach(problem -> problems.add(name + ": " + problem));
            }
        });
    }

    static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split("&")) {
                String[] parts = pair.split("=", 2);
                form.merge(
                        decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "", (one, two) -> one + ", " + two);
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
