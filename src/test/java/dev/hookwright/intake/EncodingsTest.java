package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body is in the encoding that its sender says, or in UTF-8. */
class EncodingsTest extends RouteTests {
    private static final String SEND = "- to: {id: out, uri: \"{{target}}/out\"}\n";
    private static final String NAME = """
            - setBody: {xpath: {expression: /order/name/text(), resultType: java.lang.String}}
            """;

    private HttpResponse<String> post(byte[] body, String contentType) {
        return server.send(HttpRequest.newBuilder(server.hooks("in"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private String sent(byte[] body, String contentType) {
        HttpResponse<String> answer = post(body, contentType);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        server.awaitRuns(TestServer.json(answer.body()).path("id").asText(), "succeeded");
        return target.calls("/out").get(0).body();
    }

    private void isRefused(byte[] body, String contentType) {
        HttpResponse<String> answer = post(body, contentType);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(answer.body()).path("code").asText()).isEqualTo("unreadable-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; charset=ISO-8859-1",
                "text/plain; Charset=ISO-8859-1",
                "text/plain;CHARSET=\"latin1\""
            })
    void the_encoding_of_a_text_may_be_said_in_any_case(String type) {
        start("- setBody: {simple: {expression: \"${body} is ${body.length}\"}}\n" + SEND);
        assertThat(sent("M\u00fcller".getBytes(StandardCharsets.ISO_8859_1), type))
                .isEqualTo("M\u00fcller is 6");
    }

    @Test
    void a_text_of_no_said_encoding_is_utf_8() {
        start(SEND);
        isRefused("M\u00fcller".getBytes(StandardCharsets.ISO_8859_1), "text/plain");
        isRefused("M\u00fcller".getBytes(StandardCharsets.ISO_8859_1), "text/plain; boundary=charset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
    void xml_may_say_its_encoding_itself_whichever_of_its_types_it_has(String encoding) {
        start(NAME + SEND);
        String xml = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><order><name>M\u00fcller</name></order>";
        assertThat(sent(xml.getBytes(Charset.forName(encoding)), "text/xml")).isEqualTo("M\u00fcller");
    }
}
