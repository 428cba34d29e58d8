package dev.hookwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The schemas take what the readers of files take, and refuse what they refuse, as far as a schema can see it. */
class SchemaCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The steps of steps of steps are as many as memory lasts. */
    private static final SchemaValidatorsConfig LEAN =
            SchemaValidatorsConfig.builder().cacheRefs(false).build();

    @TempDir
    private static Path folder;

    private static Map<SchemaFile, JsonSchema> schemas = Map.of();

    @BeforeAll
    static void write() throws IOException {
        schemas = schemasOf(workspace("shipped"));
    }

    /** An empty workspace. */
    private static Path workspace(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static Map<SchemaFile, JsonSchema> schemasOf(Path workspace) {
        assertThat(CommandLineTool.run("schema", "--workspace", workspace.toString()))
                .isZero();
        Map<SchemaFile, JsonSchema> read = new EnumMap<>(SchemaFile.class);
        for (SchemaFile file : SchemaFile.values()) {
            Path written = workspace.resolve(".hookwright/schema").resolve(file.fileName());
            read.put(
                    file,
                    JsonSchemaFactory.getInstance(VersionFlag.V7)
                            .getSchema(SchemaLocation.of(written.toUri().toString()), LEAN));
        }
        return read;
    }

    private static Optional<SchemaFile> schemaFor(String path) {
        return path.endsWith(".camel.yaml")
                ? Optional.of(SchemaFile.ROUTES)
                : path.endsWith("routes/alerts.yaml")
                        ? Optional.of(SchemaFile.ALERTS)
                        : path.endsWith(".test.yaml")
                                ? Optional.of(SchemaFile.TEST)
                                : path.endsWith("endpoints.yaml")
                                        ? Optional.of(SchemaFile.ENDPOINTS)
                                        : path.endsWith(".kamelet.yaml")
                                                ? Optional.of(SchemaFile.CONNECTOR)
                                                : path.contains("providers/") && path.endsWith(".yaml")
                                                        ? Optional.of(SchemaFile.PROVIDER)
                                                        : Optional.empty();
    }

    /** What the schema for such a file says to the text. */
    private static List<String> complaints(Map<SchemaFile, JsonSchema> of, String path, String text) {
        if (schemaFor(path).isEmpty()) {
            return List.of();
        }
        Problems problems = new Problems();
        if (YamlValue.parse(path, text, problems).isEmpty() && !problems.isEmpty()) {
            return List.of("not readable, or without an end");
        }
        JsonNode json;
        try {
            json = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (YamlEngineException e) {
            return List.of("not YAML");
        }
        return schemaFor(path).map(of::get).stream()
                .flatMap(schema -> schema.validate(json).stream())
                .map(ValidationMessage::getMessage)
                .map(message -> path + " " + message)
                .toList();
    }

    private static List<String> route(Map<SchemaFile, JsonSchema> of, String step) {
        return complaints(
                of, "routes/a.camel.yaml", "- route: {id: a, from: {uri: \"direct:a\", steps: [" + step + "]}}");
    }

    @Test
    void every_file_that_is_shipped_is_as_the_schemas_say() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<SchemaFile> seen = new TreeSet<>();
        for (String root : List.of("routes", "examples", "connectors", "src/main/resources")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = file.toString().replace('\\', '/');
                    if (schemaFor(path).isPresent()
                            && !path.contains("resources/new/")
                            && !path.contains("/samples/")) {
                        seen.add(schemaFor(path).get());
                        wrong.addAll(complaints(schemas, path, Files.readString(file)));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).hasSize(SchemaFile.values().length);
    }

    @Test
    void what_new_writes_is_as_the_schemas_say() throws IOException {
        Path workspace = workspace("new");
        String[] in = {"--workspace", workspace.toString()};
        assertThat(CommandLineTool.run("new", "endpoint", "shop", "--provider", "shopify", in[0], in[1]))
                .isZero();
        assertThat(CommandLineTool.run("new", "route", "orders", "--endpoint", "shop", in[0], in[1]))
                .isZero();
        assertThat(CommandLineTool.run("new", "connector", "own-orders-action", in[0], in[1]))
                .isZero();
        assertThat(CommandLineTool.run("new", "provider", "own", in[0], in[1])).isZero();
        assertThat(CommandLineTool.run("new", "alert", "failed", in[0], in[1])).isZero();
        Map<SchemaFile, JsonSchema> own = schemasOf(workspace);
        List<String> wrong = new ArrayList<>();
        Set<SchemaFile> seen = new TreeSet<>();
        try (Stream<Path> files = Files.walk(workspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                schemaFor(file.toString()).ifPresent(seen::add);
                wrong.addAll(complaints(own, file.toString(), Files.readString(file)));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).hasSize(SchemaFile.values().length);
        assertThat(complaints(own, "routes/endpoints.yaml", "in: {provider: own, secrets: [x]}"))
                .isEmpty();
        assertThat(complaints(schemas, "routes/endpoints.yaml", "in: {provider: own, secrets: [x]}"))
                .isNotEmpty();
        String call = "to: {id: a, uri: \"kamelet:own-orders-action\", parameters: {baseUrl: x, token: y}}";
        assertThat(route(own, call)).isEmpty();
        assertThat(route(schemas, call)).isNotEmpty();
        assertThat(route(own, call.replace(", token: y", ""))).isNotEmpty();
        assertThat(route(own, call.replace("token: y", "tokn: y"))).isNotEmpty();
    }

    /** The others are wrong in what is meant, which only validate can see. */
    @Test
    void of_the_broken_workspaces_those_fail_in_which_the_shape_of_a_file_is_wrong() throws Exception {
        Set<String> failing = new TreeSet<>();
        Path broken = Path.of(SchemaCommandTest.class.getResource("/broken").toURI());
        try (Stream<Path> files = Files.list(broken)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file).split("=== expected\n", -1)[0];
                for (String part : text.split("(?m)^--- ")) {
                    String[] nameAndText = part.split("\n", 2);
                    if (nameAndText.length == 2
                            && !complaints(schemas, nameAndText[0].strip(), nameAndText[1])
                                    .isEmpty()) {
                        failing.add(file.getFileName().toString().replace(".yaml", ""));
                    }
                }
            }
        }
        Path seen = Path.of(SchemaCommandTest.class
                .getResource("/schema/broken-in-shape.txt")
                .toURI());
        assertThat(failing).containsExactlyElementsOf(Files.readAllLines(seen));
    }

    @Test
    void calls_are_checked_by_what_they_call() {
        assertThat(route(schemas, "to: \"kamelet:slack-message-sink\"")).isEmpty();
        assertThat(route(schemas, "to: \"kamelet:slack-mesage-sink\"")).isNotEmpty();
        assertThat(route(schemas, "to: {uri: \"kamelet:slack-message-sink\"}")).isNotEmpty();
        assertThat(route(schemas, "to: {uri: \"later:x\", parameters: {delay: 3d}}"))
                .isEmpty();
        assertThat(route(schemas, "to: {uri: \"later:x\", parameters: {dely: 3d}}"))
                .isNotEmpty();
        assertThat(route(schemas, "to: {uri: \"later:cancel\", parameters: {key: a}}"))
                .isEmpty();
        assertThat(route(schemas, "to: {uri: \"later:cancel\", parameters: {delay: 3d}}"))
                .isNotEmpty();
        assertThat(route(schemas, "to: {uri: \"log:x\", parameters: {showBody: true}}"))
                .isEmpty();
        assertThat(route(schemas, "to: {uri: \"log:x\", parameters: {showBody: treu}}"))
                .isNotEmpty();
        assertThat(route(schemas, "to: \"{{where}}/x\"")).isEmpty();
        assertThat(route(schemas, "to: \"file:x\"")).isNotEmpty();
        assertThat(route(schemas, "setBody: {jq: \".a\"}")).isEmpty();
        assertThat(route(schemas, "setBody: {groovy: \"a\"}")).isNotEmpty();
        assertThat(route(schemas, "bean: {ref: a}")).isNotEmpty();
    }

    @Test
    void what_an_operator_allows_is_in_the_schema() throws IOException {
        Path workspace = workspace("allowed");
        Files.writeString(workspace.resolve("application.properties"), """
                hookwright.routes.allow-schemes=file, bean
                hookwright.routes.allow-languages=groovy
                camel.kamelet.slack-message-sink.token=x
                """);
        Map<SchemaFile, JsonSchema> allowed = schemasOf(workspace);
        assertThat(route(allowed, "to: \"file:x\"")).isEmpty();
        assertThat(route(allowed, "setBody: {groovy: \"a\"}")).isEmpty();
        assertThat(route(allowed, "bean: {ref: a}")).isEmpty();
        assertThat(route(allowed, "to: {uri: \"kamelet:slack-message-sink\", parameters: {}}"))
                .isEmpty();
    }

    @Test
    void an_editors_settings_keep_their_comments_and_their_order() throws IOException {
        Path workspace = workspace("edited");
        Path settings = workspace.resolve(".vscode/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, """
                // ours
                {
                    "b": {"x": "{ // no comment"}, // second
                    /* first */ "a": [1, 2,],
                    "yaml.schemas": {
                        "./.hookwright/schema/test.schema.json": "old",
                        "https://example.com/other.json": "*.other.yaml" // theirs
                    }
                }
                """);
        schemasOf(workspace);
        String once = Files.readString(settings);
        assertThat(once).isEqualTo("""
                // ours
                {
                    "b": {"x": "{ // no comment"}, // second
                    /* first */ "a": [1, 2,],
                    "yaml.schemas": {
                        "./.hookwright/schema/test.schema.json": ["routes/*.test.yaml", "routes/**/*.test.yaml", "connectors/*.test.yaml"],
                        "https://example.com/other.json": "*.other.yaml", // theirs
                        "./.hookwright/schema/routes.schema.json": ["routes/*.camel.yaml", "routes/**/*.camel.yaml"],
                        "./.hookwright/schema/endpoints.schema.json": ["routes/endpoints.yaml"],
                        "./.hookwright/schema/alerts.schema.json": ["routes/alerts.yaml"],
                        "./.hookwright/schema/connector.schema.json": ["connectors/*.kamelet.yaml"],
                        "./.hookwright/schema/provider.schema.json": ["providers/*.yaml"]
                    }
                }
                """);
        schemasOf(workspace);
        assertThat(Files.readString(settings)).isEqualTo(once);
    }

    @Test
    void one_of_them_is_printed() {
        assertThat(CommandLineTool.run("schema", "--print", "alerts")).isZero();
        assertThat(CommandLineTool.run("schema", "--print", "alrts")).isEqualTo(2);
    }
}
