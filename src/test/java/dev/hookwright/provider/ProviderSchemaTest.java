package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.Problems;
import dev.hookwright.testing.JsonSchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published JSON Schema of provider files says what the readers take, no more and no less. */
class ProviderSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonNode schema = schema();

    private static JsonNode schema() {
        try (InputStream file = ProviderSchemaTest.class.getResourceAsStream("/provider.schema.json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode builtIn(String name) throws IOException {
        try (InputStream file = ProviderSchemaTest.class.getResourceAsStream("/providers/" + name + ".yaml")) {
            return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(file));
        }
    }

    @Test
    void every_built_in_file_is_valid() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> names = ProviderRegistry.load(null, new Problems()).names();
        for (String name : names) {
            new JsonSchemaCheck(schema).problems(builtIn(name)).forEach(problem -> wrong.add(name + " " + problem));
        }
        assertThat(wrong).isEmpty();
        assertThat(names).hasSizeGreaterThan(200);
    }

    @Test
    void a_file_with_a_mistake_is_not_valid() throws IOException {
        for (Map.Entry<String, String> mistake : Map.of(
                        "/schemes/0/signature", "{\"header\": \"a\", \"query\": \"b\", \"encoding\": \"hex\"}",
                        "/schemes/0/algorithm", "\"md5\"",
                        "/schemes/0/type", "\"token\"",
                        "/schemes/0/timestamp/tolerance", "\"5m\"",
                        "/event/ids", "[]",
                        "/family", "\"Two Words\"")
                .entrySet()) {
            ObjectNode file = (ObjectNode) builtIn("stripe");
            int last = mistake.getKey().lastIndexOf('/');
            ((ObjectNode) file.at(mistake.getKey().substring(0, last)))
                    .set(mistake.getKey().substring(last + 1), JSON.readTree(mistake.getValue()));
            assertThat(new JsonSchemaCheck(schema).problems(file))
                    .as(mistake.getKey())
                    .isNotEmpty();
        }
    }

    @Test
    void it_has_every_field_that_the_readers_take_and_no_other() throws IllegalAccessException {
        Map<String, Set<String>> read = new TreeMap<>();
        for (Field field : FieldNames.class.getDeclaredFields()) {
            if (field.getType() == Set.class && !Modifier.isPrivate(field.getModifiers())) {
                Set<String> names = new TreeSet<>();
                ((Set<?>) field.get(null)).forEach(name -> names.add(String.valueOf(name)));
                read.put(field.getName().toLowerCase(Locale.ROOT).replace('_', '-'), names);
            }
        }
        Map<String, Set<String>> published = new TreeMap<>();
        schema.path("$defs").properties().forEach(definition -> {
            if (definition.getValue().path("additionalProperties").isBoolean()) {
                Set<String> names = new TreeSet<>();
                definition.getValue().path("properties").fieldNames().forEachRemaining(names::add);
                published.put(definition.getKey(), names);
            }
        });
        assertThat(published).isEqualTo(read);
        assertThat(read).hasSizeGreaterThan(20);
    }

    @Test
    void every_field_is_described() {
        List<String> silent = new ArrayList<>();
        schema.path("$defs")
                .properties()
                .forEach(definition -> definition.getValue().path("properties").properties().stream()
                        .filter(property ->
                                property.getValue().path("description").asText().isBlank())
                        .forEach(property -> silent.add(definition.getKey() + "." + property.getKey())));
        assertThat(silent).isEmpty();
    }
}
