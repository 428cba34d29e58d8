package dev.hookwright.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problem;
import dev.hookwright.config.Problems;
import dev.hookwright.provider.ProviderRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsFileTest {
    @TempDir
    private Path folder;

    private final Properties properties = new Properties();

    private Problems problems = new Problems();

    private Endpoints read(String text) throws IOException {
        Path file = folder.resolve("endpoints.yaml");
        Files.writeString(file, text);
        properties.setProperty("shop.secret", "from-the-file");
        Placeholders placeholders = new Placeholders(properties, Map.of("SHOP_OTHER", "from-the-environment"));
        return EndpointsFile.read(
                file, "endpoints.yaml", placeholders, ProviderRegistry.load(null, problems), problems);
    }

    private List<String> complaints(String text) throws IOException {
        read(text);
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void everything_that_can_be_said_of_an_endpoint_is_read() throws IOException {
        Endpoint endpoint = read("""
                shop:
                  provider: github
                  secrets: ["{{shop.secret}}", "{{shop.other}}", "{{shop.none:default}}"]
                  dedupKey: header:X-Id
                  maxBody: 512KiB
                  publicUrl: https://shop.example.com/in
                  tolerance: 10m
                  routes:
                    a: {types: ["push", "issues.*"], retry: [5s, 1h], maxInFlight: 3}
                """).find("shop").orElseThrow();
        assertThat(problems.all()).isEmpty();
        assertThat(endpoint.credentials().of("secret"))
                .containsExactly("from-the-file", "from-the-environment", "default");
        assertThat(endpoint.dedupKey()).isEqualTo(new DedupKey.Header("x-id"));
        assertThat(endpoint.limits().maxBody()).isEqualTo(512 * 1024);
        assertThat(endpoint.urlOf("a=1&b=%20")).isEqualTo("https://shop.example.com/in?a=1&b=%20");
        assertThat(endpoint.tolerance()).isEqualTo(Duration.ofMinutes(10));
        RouteSettings route = endpoint.settingsOf("a");
        assertThat(route.retry().delays()).containsExactly(Duration.ofSeconds(5), Duration.ofHours(1));
        assertThat(route.maxInFlight()).isEqualTo(3);
        assertThat(route.takes("push")).isTrue();
        assertThat(route.takes("issues.opened")).isTrue();
        assertThat(route.takes("issuesXopened")).isFalse();
        assertThat(route.takes("pushed")).isFalse();
        assertThat(route.takes(null)).isFalse();
        assertThat(endpoint.settingsOf("unlisted").takes(null)).isTrue();
        assertThat(endpoint.toString()).doesNotContain("from-the-file");
    }

    @Test
    void a_public_url_is_one_without_a_query() throws IOException {
        for (String url :
                List.of("/hooks/a", "ftp://a.example.com/", "https://a.example.com/in?x=1", "https://", "a b")) {
            problems = new Problems();
            assertThat(complaints("a: {provider: unsigned, publicUrl: '" + url + "'}"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "endpoints.yaml:1:36: publicUrl is the URL that the provider was given, without a query");
        }
    }

    @Test
    void a_provider_that_signs_the_url_needs_the_one_that_it_was_given() throws IOException {
        assertThat(complaints("a: {provider: square, secrets: [key]}"))
                .containsExactly("endpoints.yaml:1:1: the endpoint \"a\" does not say its publicUrl, which the provider"
                        + " signs (add publicUrl: https://HOST/hooks/a, as the provider was given it, or set"
                        + " hookwright.public-url)");
        problems = new Problems();
        assertThat(complaints("a: {provider: square, secrets: [key], publicUrl: 'https://a.example.com/in'}"))
                .isEmpty();
    }

    @Test
    void what_has_no_secret_says_so_unless_its_provider_names_one_itself() throws IOException {
        Endpoints endpoints = read("""
                asana: {provider: asana}
                open: {provider: cloudevents, secrets: []}
                """);
        assertThat(problems.all()).isEmpty();
        assertThat(endpoints.find("asana").orElseThrow().credentials().named()).isEmpty();
        assertThat(complaints("a: {provider: cloudevents}"))
                .singleElement()
                .asString()
                .endsWith("(add secrets: [\"{{a.signing.secret}}\"], or secrets: [] to take anyone's post)");
    }

    @Test
    void the_public_url_of_the_server_is_the_one_of_its_endpoints_unless_they_say_another() throws IOException {
        properties.setProperty("hookwright.public-url", "https://hooks.example.com/in/");
        Endpoints endpoints = read("""
                a: {provider: square, secrets: [key]}
                b: {provider: square, secrets: [key], publicUrl: https://b.example.com}
                """);
        assertThat(problems.all()).isEmpty();
        assertThat(endpoints.find("a").orElseThrow().publicUrl()).isEqualTo("https://hooks.example.com/in/hooks/a");
        assertThat(endpoints.find("b").orElseThrow().publicUrl()).isEqualTo("https://b.example.com");
    }

    @Test
    void the_defaults_are_the_contract_s() throws IOException {
        Endpoint endpoint = read("open: {provider: unsigned}").find("open").orElseThrow();
        assertThat(endpoint.limits().maxBody()).isEqualTo(1 << 20);
        assertThat(endpoint.dedupKey()).isInstanceOf(DedupKey.ProviderId.class);
        assertThat(endpoint.settingsOf("x").maxInFlight()).isEqualTo(64);
        assertThat(endpoint.settingsOf("x").retry().delays())
                .containsExactly(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(8),
                        Duration.ofHours(24));
    }

    @Test
    void config_holds_what_the_provider_names_and_nothing_else() throws IOException {
        Path own = Files.createDirectories(folder.resolve("providers"));
        Files.writeString(own.resolve("own.yaml"), """
                schemes: [{type: token, source: {header: "{config.header}"}}]
                """);
        ProviderRegistry providers = ProviderRegistry.load(own, problems);
        Path file = folder.resolve("endpoints.yaml");
        Files.writeString(file, """
                good: {provider: own, secrets: [s], config: {header: "{{none:x-token}}"}}
                bad: {provider: own, secrets: [s], config: {haeder: x}}
                """);
        Placeholders placeholders = new Placeholders(new Properties(), Map.of());
        Endpoints endpoints = EndpointsFile.read(file, "endpoints.yaml", placeholders, providers, problems);
        assertThat(endpoints.find("good").orElseThrow().credentials().config()).isEqualTo(Map.of("header", "x-token"));
        assertThat(problems.all())
                .singleElement()
                .asString()
                .startsWith("endpoints.yaml:2:45: unknown key \"haeder\" (did you mean \"header\"?)");
    }

    @Test
    void what_a_handshake_is_answered_by_is_missed_but_not_needed() throws IOException {
        assertThat(complaints("a: {provider: meta, secrets: [s], config: {verify-token: t}}"))
                .isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(complaints("a: {provider: meta, secrets: [s]}")).isEmpty();
        assertThat(problems.warnings())
                .extracting(Problem::toString)
                .containsExactly("endpoints.yaml:1:1: the endpoint \"a\" does not say its verify-token, without which"
                        + " Meta (Messenger, WhatsApp, Instagram) is turned away when it tests the address"
                        + " (add config: {verify-token: ...})");
    }

    @Test
    void a_provider_whose_keys_are_fetched_takes_config_instead_of_secrets() throws IOException {
        assertThat(complaints("a: {provider: aws-sns}"))
                .containsExactly("endpoints.yaml:1:1: the endpoint \"a\" does not say its topic-arn, without which"
                        + " Amazon SNS cannot be verified (add config: {topic-arn: ...})");
        problems = new Problems();
        assertThat(complaints("a: {provider: aws-sns, secrets: [s], config: {topic-arn: b}}"))
                .singleElement()
                .asString()
                .contains("Amazon SNS signs with a key of its own (remove secrets:)");
        problems = new Problems();
        Endpoints endpoints =
                read("a: {provider: aws-sns, config: {topic-arn: \"{{shop.secret}}\", confirm-subscription: \"yes\"}}");
        assertThat(problems.all()).isEmpty();
        assertThat(endpoints.find("a").orElseThrow().credentials().config())
                .isEqualTo(Map.of("topic-arn", "from-the-file", "confirm-subscription", "yes"));
        assertThat(complaints("a: {provider: fusionauth}"))
                .singleElement()
                .asString()
                .contains("has no secrets to verify FusionAuth with");
        problems = new Problems();
        assertThat(complaints("a: {provider: fusionauth, config: {jwks-url: \"https://auth.example.com/jwks.json\"}}"))
                .isEmpty();
    }

    @Test
    void each_mistake_is_told_with_its_place() throws IOException {
        assertThat(complaints("""
                a: {provider: unsigned, secrets: [x]}
                b: {provider: github, secrets: []}
                c: {provider: standard-webhooks, secrets: ["whsec_not base64"]}
                d: {provider: unsigned, maxBody: 100MiB}
                e: {provider: unsigned, routes: {r: {types: [], maxInFlight: 0, orderBy: none}}}
                f: {provider: unsigned, reply: results}
                "no good": {provider: unsigned}
                g:
                h: {provider: unsigned, dedupKey: id}
                """))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .startsWith("endpoints.yaml:1:34: an unsigned endpoint has no secrets"),
                        problem ->
                                assertThat(problem).startsWith("endpoints.yaml:2:32: there is no secret in the list"),
                        problem -> assertThat(problem)
                                .startsWith("endpoints.yaml:3:43: secret 1 is not one that Standard Webhooks gives out")
                                .doesNotContain("not base64"),
                        problem -> assertThat(problem).startsWith("endpoints.yaml:4:34: \"100MiB\" is not a size"),
                        problem -> assertThat(problem).startsWith("endpoints.yaml:5:45: no event type is named"),
                        problem -> assertThat(problem).startsWith("endpoints.yaml:5:62: maxInFlight is a whole number"),
                        problem -> assertThat(problem).startsWith("endpoints.yaml:5:74: \"none\" orders nothing"),
                        problem -> assertThat(problem)
                                .startsWith("endpoints.yaml:6:32: reply is accepted or result")
                                .endsWith("(did you mean \"result\"?)"),
                        problem -> assertThat(problem)
                                .startsWith("endpoints.yaml:7:1: \"no good\" cannot be an endpoint's name"),
                        problem ->
                                assertThat(problem).startsWith("endpoints.yaml:8:1: the endpoint \"g\" says nothing"),
                        problem -> assertThat(problem).startsWith("endpoints.yaml:9:35: \"id\" is not a dedup key"));
    }

    @Test
    void limits_that_cannot_be_are_said_with_their_place() throws IOException {
        Files.writeString(folder.resolve("bad.json"), "{\"$ref\": \"https://example.com/other.json\"}");
        Files.writeString(folder.resolve("itself.json"), "{\"$ref\": \"#\"}");
        Files.writeString(folder.resolve("lists.json"), "{\"if\": {\"type\": \"array\"}, \"then\": {\"$ref\": \"#\"}}");
        assertThat(complaints("""
                a: {provider: unsigned, rate: 5/h}
                b: {provider: unsigned, allowFrom: [example.com]}
                c: {provider: unsigned, allowFrom: [10.0.0.0/33]}
                d: {provider: unsigned, schema: none.json}
                e: {provider: unsigned, schema: bad.json}
                f: {provider: unsigned, allowFrom: []}
                g: {provider: unsigned, schema: itself.json}
                h: {provider: unsigned, schema: lists.json}
                """))
                .satisfiesExactly(
                        rate -> assertThat(rate).startsWith("endpoints.yaml:1:31: \"5/h\" is not a rate"),
                        name -> assertThat(name).contains("\"example.com\" is not a range of addresses"),
                        prefix -> assertThat(prefix).contains("\"10.0.0.0/33\" is not a range of addresses"),
                        missing -> assertThat(missing).contains("there is no schema file \"none.json\""),
                        reference -> assertThat(reference).contains("is not a JSON Schema that stands alone"),
                        nobody -> assertThat(nobody).contains("allowFrom allows nobody"),
                        itself ->
                                assertThat(itself).contains("the schema \"itself.json\" refers to itself without end"),
                        lists -> assertThat(lists).contains("the schema \"lists.json\" refers to itself without end"));
    }

    @Test
    void a_schema_is_read_in_the_workspace_only() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path routes = Files.createDirectories(folder.resolve("shop/routes"));
        Files.writeString(outside.resolve("any.json"), "true");
        Files.copy(outside.resolve("any.json"), routes.resolveSibling("order.json"));
        Files.createSymbolicLink(routes.resolve("linked.json"), outside.resolve("any.json"));
        folder = routes;
        for (String name : List.of("../../outside/any.json", outside + "/any.json")) {
            assertThat(complaints("a: {provider: unsigned, schema: \"" + name + "\"}"))
                    .containsExactly("endpoints.yaml:1:33: the schema file \"" + name + "\" is outside of the workspace"
                            + " (name a JSON Schema, relative to routes/ or to the workspace)");
            problems = new Problems();
        }
        for (String name : List.of("order.json", "../order.json", "linked.json", "../routes/linked.json")) {
            assertThat(complaints("a: {provider: unsigned, schema: " + name + "}"))
                    .isEmpty();
        }
    }

    @Test
    void limits_are_read() throws IOException {
        Files.writeString(folder.resolve("any.json"), "true");
        Limits limits = read("a: {provider: unsigned, rate: 30/m, allowFrom: 192.0.2.7, schema: any.json}")
                .find("a")
                .orElseThrow()
                .limits();
        assertThat(problems.all()).isEmpty();
        assertThat(limits.rate()).isEqualTo(new Rate(30, Duration.ofMinutes(1)));
        assertThat(limits.allowFrom().contain("192.0.2.7")).isTrue();
        assertThat(limits.allowFrom().contain("192.0.2.8")).isFalse();
        assertThat(limits.schema()).isNotNull();
    }
}
