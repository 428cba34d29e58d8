package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.AdminCaller;
import dev.hookwright.testing.Target;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is hidden, and from whom. */
@Timeout(30)
class MaskingTest {
    private static final String IBAN = "DE89370400440532013000";
    private static final String PAYLOAD = """
            {"order": 4711, "bank": {"IBAN": "%1$s", "bic": "COBADEFF"}, "note": "{\\"iban\\": \\"%1$s\\"}",
             "customer": {"address": {"street": "Elm 5"}}, "shop": {"address": {"street": "Main 1"}},
             "items": [{"api_key": "k-12345"}], "about": "paid from %1$s",
             "error": "no such iban: GB33BUKB20201555555555"}""".formatted(IBAN);

    @TempDir
    static Path folder;

    private static Target target;
    private static TestServer server;
    private static AdminCaller viewer;
    private static AdminCaller operator;
    private static String event;

    @BeforeAll
    static void start() {
        target = new Target();
        target.answer(call -> new Target.Reply(422, Map.of(), "{\"refused\": {\"iban\": \"" + IBAN + "\"}}"));
        server = new TestServer(folder)
                .file("routes/endpoints.yaml", "shop: {provider: unsigned, dedupKey: 'jq:.bank.IBAN'}\n")
                .route("buys", "shop", "- to: {id: refused, uri: \"%s/no\"}".formatted(target.url()))
                .setting("hookwright.mask.keys", "iban, customer.address.street")
                .start();
        AdminCaller admin = AdminCaller.admin(server);
        viewer = admin.with("grafana", "viewer");
        operator = admin.with("anna", "operator");
        event = server.accepted(
                "shop",
                PAYLOAD,
                "Authorization",
                "Basic c2VjcmV0",
                "X-Shop-Token",
                "t-987654",
                "X-Shop-Signature",
                "v1=abc");
        server.awaitRuns(event, "dead");
    }

    @AfterAll
    static void stop() {
        server.close();
        target.close();
    }

    @Test
    void a_viewer_sees_a_payload_without_what_the_workspace_hides() {
        JsonNode seen = viewer.json("/events/" + event);
        JsonNode body = TestServer.json(seen.path("body").asText());
        assertThat(body.path("order").asInt()).isEqualTo(4711);
        assertThat(body.path("bank").path("IBAN").asText()).isEqualTo("••••");
        assertThat(body.path("bank").path("bic").asText()).isEqualTo("COBADEFF");
        assertThat(body.path("customer").path("address").path("street").asText())
                .isEqualTo("••••");
        assertThat(body.path("shop").path("address").path("street").asText()).isEqualTo("Main 1");
        assertThat(body.path("items").path(0).path("api_key").asText()).isEqualTo("••••");
        assertThat(seen.path("dedupKey").asText()).isEqualTo("••••");
        assertThat(seen.toString()).contains("422").doesNotContain(IBAN, "k-12345", "Elm 5", "GB33");
        assertThat(TestServer.json(
                        operator.json("/events/" + event).path("body").asText()))
                .isEqualTo(TestServer.json(PAYLOAD));
    }

    @Test
    void nowhere_does_a_viewer_come_upon_it() throws IOException, InterruptedException {
        for (String path : List.of("/events", "/problems", "/events/export", "/duplicates")) {
            assertThat(operator.get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(viewer.get(path).body()).as(path).doesNotContain(IBAN, "Elm 5");
        }
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(viewer.request("/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = stream.body()) {
            StringBuilder heard = new StringBuilder();
            server.accepted("shop", PAYLOAD.replace("013000", "013001"));
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                heard.append(new String(body.readNBytes(Math.max(1, body.available())), StandardCharsets.UTF_8));
                return heard.indexOf("\"dead\"") >= 0;
            });
            assertThat(heard.toString()).contains("event: step").doesNotContain("013001");
        }
    }

    @Test
    void what_is_hidden_cannot_be_searched_for() {
        for (String query : List.of("q=DE89", "q=DE89&status=dead", "error=*DE89*")) {
            assertThat(viewer.get("/events?" + query).statusCode()).as(query).isEqualTo(403);
            assertThat(viewer.get("/events/export?" + query).statusCode())
                    .as(query)
                    .isEqualTo(403);
            assertThat(viewer.get("/stats?" + query).statusCode()).as(query).isEqualTo(403);
            assertThat(operator.get("/events?" + query).statusCode()).as(query).isEqualTo(200);
        }
        assertThat(viewer.json("/events?q=" + event).path("items")).hasSize(1);
    }

    @Test
    void nobody_sees_by_what_a_sender_proves_who_it_is() {
        JsonNode headers = operator.json("/events/" + event).path("headers");
        assertThat(headers.path("authorization").asText()).isEqualTo("••••");
        assertThat(headers.path("x-shop-token").asText()).isEqualTo("••••");
        assertThat(headers.path("x-shop-signature").asText()).isEqualTo("v1=abc");
        assertThat(new HeaderJson(text -> text).rawQuery("a=1&access_token=hidden&b"))
                .isEqualTo("a=1&access_token=••••&b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "HTTP 422: {\"iban\": \"DE8\\\"9\", \"x\": 1 | HTTP 422: {\"iban\": ••••, \"x\": 1",
                "{\"a\": {\"i-ban\":\"DE89 cut | {\"a\": {\"i-ban\":••••",
                "https://host/p?x=1&iban=DE89&y=2 | https://host/p?x=1&iban=••••&y=2",
                "<iban>DE89</iban> | <iban>••••</iban>",
                "no iban here: 5 | no iban here: 5",
                "{\\\"iban\\\":\\\"DE89\\\",\\\"x\\\":1} | {\\\"iban\\\":••••,\\\"x\\\":1}",
                "iban: [1, 2 | iban: ••••",
            })
    void in_text_what_stands_behind_a_hidden_name_is_hidden(String text, String shown) {
        List<String> hidden = new ArrayList<>();
        MaskRules rules = new MaskRules(List.of("iban"), name -> false);
        assertThat(new MaskedText(rules, hidden::add).of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "iban=DE89&x=1 | ••••",
                "{\"a\": 1} {\"iban\": \"DE89\"} | ••••",
                "{\"a\": {\"iban\": \"DE89\"}, \"a\": 1} | ••••",
                "\"DE89\" | ••••",
                "{\"b\":1.10,\"iban\":[\"DE89\"]} | {\"b\":1.10,\"iban\":\"••••\"}",
                "{\"b\":  1.10} | {\"b\":  1.10}",
            })
    void a_payload_in_which_nobody_can_tell_what_is_what_is_hidden_whole(String body, String shown) {
        MaskRules rules = new MaskRules(List.of("iban"), Set.of()::contains);
        assertThat(new MaskedAnswer(rules)
                        .of(TestServer.json("{}")
                                .<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
                                .put("body", body))
                        .path("body")
                        .asText())
                .isEqualTo(shown);
    }
}
