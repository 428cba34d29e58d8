package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference vectors of the providers that there are, where the reference stands beside the project. */
class ReferenceVectorsTest {
    private static final Path VECTORS = Path.of("..", "shared", "providers", "vectors.json");

    @Test
    void every_vector_comes_out_as_stated() throws IOException {
        assumeTrue(Files.exists(VECTORS), "no reference vectors beside the project");
        ProviderRegistry registry = ProviderRegistry.load(null, new Problems());
        List<String> wrong = new ArrayList<>();
        int run = 0;
        for (JsonNode vector : new ObjectMapper().readTree(VECTORS.toFile())) {
            var provider = registry.find(vector.path("provider").asText());
            if (provider.isEmpty()) {
                continue;
            }
            run++;
            Map<String, List<String>> headers = new LinkedHashMap<>();
            vector.path("headers")
                    .properties()
                    .forEach(header -> headers.put(
                            header.getKey(), List.of(header.getValue().asText())));
            List<String> secrets = new ArrayList<>();
            JsonNode secret = vector.path("secret");
            (secret.isArray() ? secret : new ObjectMapper().createArrayNode().add(secret))
                    .forEach(item -> secrets.add(item.asText()));
            HookRequest request = new HookRequest(
                    vector.path("method").asText(),
                    vector.path("url").asText(),
                    headers,
                    Map.of(),
                    vector.path("body").asText().getBytes(StandardCharsets.UTF_8));
            Verdict verdict = provider.get()
                    .verify(
                            request,
                            Credentials.of(secrets),
                            Instant.ofEpochSecond(vector.path("now").asLong()),
                            null);
            if (verdict instanceof Verdict.Verified != vector.path("valid").asBoolean()) {
                wrong.add(vector.path("id").asText() + ": " + verdict);
            }
        }
        assertThat(run).isPositive();
        assertThat(wrong).isEmpty();
    }
}
