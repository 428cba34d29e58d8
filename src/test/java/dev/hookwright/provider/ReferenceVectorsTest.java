package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Known answers from outside of the project, where the reference stands beside it. */
class ReferenceVectorsTest {
    @BeforeEach
    void the_reference_is_beside_the_project() {
        assumeTrue(ReferenceProviders.areThere(), "no reference vectors beside the project");
    }

    @Test
    void every_provider_loads_as_the_reference_states_it() throws IOException {
        ReferenceProviders reference = ReferenceProviders.load();
        List<String> problems = new ArrayList<>();
        reference.refused.forEach((name, found) ->
                problems.addAll(found.all().stream().map(Problem::toString).toList()));
        assertThat(problems).isEmpty();
        assertThat(reference.loaded).hasSizeGreaterThan(80);
    }

    @Test
    void every_vector_comes_out_as_stated() throws IOException {
        ReferenceProviders reference = ReferenceProviders.load();
        Map<Integer, Integer> right = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (JsonNode vector : ReferenceProviders.vectors("vectors.json")) {
            String name = vector.path("provider").asText();
            Provider provider = reference.loaded.get(name);
            if (provider == null) {
                continue;
            }
            Verdict verdict = provider.verify(
                    ReferenceProviders.request(vector),
                    ReferenceProviders.credentials(vector),
                    ReferenceProviders.now(vector),
                    null,
                    ReferenceProviders.fetched(vector));
            if (verdict instanceof Verdict.Verified == vector.path("valid").asBoolean()) {
                right.merge(ReferenceProviders.level(name), 1, Integer::sum);
            } else {
                wrong.add(vector.path("id").asText() + ": " + verdict);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(right).containsKeys(1, 2, 3);
    }

    @Test
    void no_valid_vector_passes_with_another_secret_or_another_body() throws IOException {
        ReferenceProviders reference = ReferenceProviders.load();
        List<String> survivors = new ArrayList<>();
        for (JsonNode vector : ReferenceProviders.vectors("vectors.json")) {
            Provider provider = reference.loaded.get(vector.path("provider").asText());
            if (provider == null || !vector.path("valid").asBoolean()) {
                continue;
            }
            Downloads fetched = ReferenceProviders.fetched(vector);
            HookRequest request = ReferenceProviders.request(vector);
            Credentials credentials = ReferenceProviders.credentials(vector);
            Map<String, List<String>> others = new TreeMap<>();
            credentials
                    .named()
                    .forEach((name, secrets) -> others.put(
                            name,
                            secrets.stream()
                                    .map(secret -> secret.endsWith("A") ? secret + "AAA" : "A" + secret)
                                    .toList()));
            Credentials other = new Credentials(others, credentials.config(), credentials.scheme());
            if (!provider.credentialNames().isEmpty()
                    && provider.verify(request, other, ReferenceProviders.now(vector), null, fetched)
                            instanceof Verdict.Verified) {
                survivors.add(vector.path("id").asText() + " with another secret");
            }
            HookRequest changed = new HookRequest(
                    request.method(),
                    request.url(),
                    request.headers(),
                    request.query(),
                    (vector.path("body").asText() + " ").getBytes(StandardCharsets.UTF_8));
            Verdict verdict = provider.verify(changed, credentials, ReferenceProviders.now(vector), null, fetched);
            if (verdict instanceof Verdict.Verified verified && verified.assurance() == Verdict.Assurance.SIGNATURE) {
                survivors.add(vector.path("id").asText() + " with another body");
            }
        }
        assertThat(survivors).isEmpty();
    }

    @Test
    void the_built_in_files_say_the_same_as_the_reference() throws IOException {
        ProviderRegistry registry = ProviderRegistry.load(null, new Problems());
        List<String> wrong = new ArrayList<>();
        for (JsonNode vector : ReferenceProviders.vectors("vectors.json")) {
            Optional<Provider> provider = registry.find(vector.path("provider").asText());
            if (provider.isEmpty()) {
                wrong.add(vector.path("id").asText() + ": no such provider");
            } else {
                Verdict verdict = provider.get()
                        .verify(
                                ReferenceProviders.request(vector),
                                ReferenceProviders.credentials(vector),
                                ReferenceProviders.now(vector),
                                null,
                                ReferenceProviders.fetched(vector));
                if (verdict instanceof Verdict.Verified != vector.path("valid").asBoolean()) {
                    wrong.add(vector.path("id").asText() + ": " + verdict);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_handshake_is_answered_as_stated() throws IOException {
        ReferenceProviders reference = ReferenceProviders.load();
        List<String> wrong = new ArrayList<>();
        int run = 0;
        for (JsonNode vector : ReferenceProviders.vectors("handshake-vectors.json")) {
            Provider provider = reference.loaded.get(vector.path("provider").asText());
            if (provider == null) {
                continue;
            }
            run++;
            Optional<Handshake> answer = provider.handshake(
                    ReferenceProviders.request(vector),
                    ReferenceProviders.credentials(vector),
                    ReferenceProviders.now(vector),
                    null);
            if (!isAsStated(answer.orElse(null), vector.path("expect"))) {
                wrong.add(vector.path("id").asText() + ": " + answer);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(run).isPositive();
    }

    private static boolean isAsStated(Handshake answer, JsonNode expected) throws IOException {
        if (answer instanceof Handshake.TurnedAway away) {
            return isAsStated(away.answer(), expected);
        }
        if (!(answer instanceof Handshake.Answer given)) {
            return answer == null ? expected.isNull() : expected.path("status").asInt() == 401;
        }
        boolean headers = true;
        for (Map.Entry<String, JsonNode> header : expected.path("headers").properties()) {
            headers &= header.getValue().asText().equals(given.headers().get(header.getKey()));
        }
        return headers
                && given.status() == expected.path("status").asInt()
                && (!expected.has("body") || expected.path("body").asText().equals(given.body()))
                && (!expected.has("json") || expected.path("json").equals(new ObjectMapper().readTree(given.body())))
                && given.capturedSecret()
                        .equals(Optional.ofNullable(
                                expected.path("captured-secret").textValue()));
    }
}
