package dev.hookwright.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.Target.Reply;
import dev.hookwright.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The body as it came, everything else in the variable {@code event}, and nothing that steers Camel. */
class WhatARouteSeesTest extends RouteTests {
    private static final String SEND = "- to: {id: out, uri: \"{{target}}/out\"}\n";

    private String sent(String body, String... headers) {
        server.awaitRuns(server.accepted("in", body, headers), "succeeded");
        return target.calls("/out").get(target.calls("/out").size() - 1).body();
    }

    @Test
    void no_inbound_header_or_query_becomes_a_header_of_the_call() {
        start(SEND);
        sent(
                "{}",
                "Authorization",
                "Bearer inbound",
                "X-Custom",
                "inbound",
                "CamelHttpPath",
                "/steered",
                "camelhttpuri",
                "http://127.0.0.1:1/",
                "CamelHttpMethod",
                "DELETE",
                "To",
                "someone@example.com",
                "Long-Running-Action",
                "x");
        Map<String, String> headers = target.calls("/out").get(0).headers();
        assertThat(headers)
                .containsOnlyKeys(
                        "accept-encoding", "connection", "content-length", "host", "user-agent", "traceparent");
        assertThat(target.calls("/out").get(0).method()).isEqualTo("POST");
        assertThat(target.calls()).hasSize(1);
    }

    @Test
    void a_number_and_a_truth_value_go_out_as_json() {
        target.answer(call -> Reply.ok("{\"paid\": [true]}"));
        start("- setBody: {jsonpath: {expression: \"$.list[0]\"}}\n" + SEND
                + "- setBody: {jsonpath: {expression: \"$.paid[0]\"}}\n" + SEND.replace("out", "next"));
        sent("{\"list\": [3]}", "Content-Type", "application/json");
        assertThat(target.calls("/out").get(0).body()).isEqualTo("3");
        assertThat(target.calls("/next").get(0).body()).isEqualTo("true");
    }

    @Test
    void fields_of_a_form_and_lists_go_out_as_json() {
        target.answer(call -> Reply.ok(call.body()));
        start(SEND + """
                - setBody: {jsonpath: {expression: "$.b", resultType: java.util.List}}
                """ + SEND.replace("out", "list"));
        String form = "a=1&b=%C3%A9&b=3";
        sent(form, "Content-Type", "application/x-www-form-urlencoded");
        assertThat(target.calls("/out").get(0).body()).isEqualTo("{\"a\":\"1\",\"b\":[\"é\",\"3\"]}");
        assertThat(target.calls("/list").get(0).body()).isEqualTo("[\"é\",\"3\"]");
    }

    @Test
    void what_cannot_be_sent_is_told_in_words() {
        start("- setBody: {simple: {expression: \"x\", resultType: java.lang.Character}}\n" + SEND);
        String error = server.awaitRuns(server.accepted("in", "{}"), "dead")
                .at("/runs/0/error")
                .asText();
        assertThat(error).isEqualTo("what it has is of the type Character, of which no InputStream can be made");
    }

    @Test
    void the_event_is_a_variable() {
        start("""
                - setBody:
                    simple: {expression: "${variable.event[id]}|${variable.event[endpoint]}|${variable.event[provider]}|${variable.event[attempt]}|${variable.event[receivedAt]}|${variable.event[headers][x-custom]}|${variable.event[remoteAddress]}|${variable.event[idempotencyKey]}|${variable.event[runId]}"}
                """ + SEND);
        String id = server.accepted("in", "{}", "X-Custom", "a value");
        String runId = server.awaitRuns(id, "succeeded").at("/runs/0/id").asText();
        assertThat(target.calls("/out").get(0).body())
                .isEqualTo(id + "|in|unsigned|1|2026-01-01T00:00:00Z|a value|127.0.0.1|" + runId + "-out|" + runId);
    }

    @Test
    void jq_reaches_the_fields_of_the_event() {
        start("""
                - setBody:
                    jq: {expression: '{endpoint: variable("event").endpoint, header: variable("event").headers["x-custom"], old: (variable("event") | fromjson | .provider), body: .n}'}
                """ + SEND);
        JsonNode out = TestServer.json(sent("{\"n\": 7}", "X-Custom", "a \"quoted\" value"));
        assertThat(out.path("endpoint").asText()).isEqualTo("in");
        assertThat(out.path("header").asText()).isEqualTo("a \"quoted\" value");
        assertThat(out.path("old").asText()).isEqualTo("unsigned");
        assertThat(out.path("body").asInt()).isEqualTo(7);
    }

    @Test
    void every_language_reads_json_with_no_conversion_step() {
        server.file("routes/total.jsonata", "{\"total\": $sum(items.price)}");
        start("""
                - setVariable: {name: byJq, expression: {jq: {expression: .name, resultType: java.lang.String}}}
                - setVariable: {name: byPath, expression: {jsonpath: {expression: $.name}}}
                - setVariable: {name: bySimple, expression: {simple: {expression: "${jq(.name)}"}}}
                - to: "jsonata:file:%s/routes/total.jsonata"
                - setBody: {simple: {expression: "${variable.byJq} ${variable.byPath} ${variable.bySimple} ${body}"}}
                """.formatted(server.folder()) + SEND);
        assertThat(sent("{\"name\": \"ann\", \"items\": [{\"price\": 2}, {\"price\": 3}]}")
                        .replaceAll("\\s+", " "))
                .isEqualTo("ann ann ann { \"total\" : 5 }");
    }

    @Test
    void xml_is_text_that_xpath_reads() {
        start("""
                - setBody: {xpath: {expression: /order/name/text(), resultType: java.lang.String}}
                """ + SEND);
        assertThat(sent("<order><name>ann</name></order>", "Content-Type", "application/xml"))
                .isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/xml", "application/soap+xml; charset=utf-8"})
    void xml_may_begin_with_a_byte_order_mark(String type) {
        start("""
                - setBody: {xpath: {expression: /order/name/text(), resultType: java.lang.String}}
                """ + SEND);
        assertThat(sent("\uFEFF<?xml version=\"1.0\"?><order><name>ann</name></order>", "Content-Type", type))
                .isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/vnd.x+json; charset=utf-8", "text/plain", ""})
    void json_may_begin_with_a_byte_order_mark(String type) {
        start(SEND);
        String body = "\uFEFF{\"n\": 7}";
        assertThat(type.isEmpty() ? sent(body) : sent(body, "Content-Type", type))
                .isEqualTo("{\"n\": 7}");
        JsonNode event = server.get("/api/v1/events").path("items").get(0);
        assertThat(server.get("/api/v1/events/" + event.path("id").asText())
                        .path("body")
                        .asText())
                .isEqualTo(body);
    }

    @Test
    void a_form_is_a_map() {
        start("""
                - setBody: {simple: {expression: "${body[name]} ${body[tag][1]}"}}
                """ + SEND);
        assertThat(sent("name=a%26b+c&tag=x&tag=y", "Content-Type", "application/x-www-form-urlencoded"))
                .isEqualTo("a&b c y");
    }

    @Test
    void json_is_utf_8_whatever_is_said_of_it() {
        start(SEND);
        assertThat(sent("{\"name\": \"ä\"}", "Content-Type", "application/json; charset=ISO-8859-1"))
                .isEqualTo("{\"name\": \"ä\"}");
    }

    @Test
    void text_goes_through_as_received() {
        start(SEND);
        assertThat(sent("ä\r\n ${body} {{x}}", "Content-Type", "text/plain; charset=utf-8"))
                .isEqualTo("ä\r\n ${body} {{x}}");
    }

    @Test
    void several_routes_may_start_from_one_endpoint_and_each_has_a_run() {
        server.route("other", "in", "- to: {id: out, uri: \"{{target}}/other\"}");
        start(SEND);
        JsonNode event = server.awaitRuns(server.accepted("in", "{}"), "succeeded");
        assertThat(event.path("runs")).hasSize(2);
        assertThat(target.calls("/out")).hasSize(1);
        assertThat(target.calls("/other")).hasSize(1);
    }

    @Test
    void an_idempotent_consumer_shares_the_ledger_s_claims() {
        start("""
                - idempotentConsumer:
                    idempotentRepository: "#hookwright"
                    expression: {jq: {expression: .email}}
                    steps:
                      - to: {id: out, uri: "{{target}}/out"}
                """);
        sent("{\"email\": \"a@example.com\"}");
        server.restart();
        server.awaitRuns(server.accepted("in", "{\"email\": \"a@example.com\"}"), "succeeded");
        server.awaitRuns(server.accepted("in", "{\"email\": \"b@example.com\"}"), "succeeded");
        assertThat(target.calls("/out")).hasSize(2);
    }
}
