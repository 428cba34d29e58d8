package dev.hookwright.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.provider.ProviderRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema has the keys that the reader says it knows. */
class EndpointsSchemaTest {
    private final ProviderRegistry providers = ProviderRegistry.load(null, new Problems());
    private final JsonNode endpoint = EndpointsSchema.of(providers).path("additionalProperties");

    @TempDir
    private Path folder;

    /** What the reader lists as known where it meets a key that resembles none. */
    private Set<String> known(String text) throws IOException {
        Path file = folder.resolve("endpoints.yaml");
        Files.writeString(file, text);
        Problems problems = new Problems();
        EndpointsFile.read(file, "endpoints.yaml", new Placeholders(new Properties(), Map.of()), providers, problems);
        String remedy = problems.all().stream()
                .filter(problem -> problem.what().contains("unknown key"))
                .map(Problem::remedy)
                .findFirst()
                .orElseThrow();
        return new TreeSet<>(Set.of(remedy.replaceFirst("known: ", "").split(", ")));
    }

    private static Set<String> described(JsonNode mapping) {
        Set<String> names = new TreeSet<>();
        mapping.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void an_endpoint_has_the_keys_that_the_reader_knows() throws IOException {
        assertThat(described(endpoint))
                .isEqualTo(known("in: {provider: unsigned, xxxxxxxxxxxx: 1}"))
                .hasSize(13);
    }

    @Test
    void a_route_has_the_keys_that_the_reader_knows() throws IOException {
        JsonNode route = endpoint.at("/properties/routes/anyOf/0/additionalProperties/anyOf/0");
        assertThat(described(route)).isEqualTo(known("in: {provider: unsigned, routes: {a: {xxxxxxxxxxxx: 1}}}"));
    }

    @Test
    void every_provider_is_a_choice_and_says_what_it_is() {
        JsonNode provider = endpoint.at("/properties/provider");
        assertThat(provider.path("enum")).hasSameSizeAs(providers.names());
        assertThat(provider.path("enumDescriptions")).hasSameSizeAs(providers.names());
        assertThat(provider.toString()).contains("\"Stripe\"");
    }
}
