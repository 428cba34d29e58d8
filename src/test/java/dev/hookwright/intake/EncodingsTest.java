package dev.hookwright.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.testing.RouteTests;
import dev.hookwright.testing.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body is in the encoding that its sender says, or in UTF-8. */
class EncodingsTest extends RouteTests {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SEND = "- to: {id: out, uri: \"{{target}}/out\"}\n";
    private static final String NAME = """
            - setBody: {xpath: {expression: /order/name/text(), resultType: java.lang.String}}
            """;

    private HttpResponse<String> post(byte[] body, String contentType, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.hooks("in"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return server.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private String sent(byte[] body, String contentType) {
        HttpResponse<String> answer = post(body, contentType);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        server.awaitRuns(TestServer.json(answer.body()).path("id").asText(), "succeeded");
        return target.calls("/out").get(0).body();
    }

    private void isRefused(byte[] body, String contentType, String... headers) {
        HttpResponse<String> answer = post(body, contentType, headers);
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

    @Test
    void a_form_of_no_said_encoding_is_utf_8_behind_its_escapes() {
        start("- setBody: {simple: {expression: \"${body[a]}\"}}\n" + SEND);
        for (String form :
                List.of("a=%FC", "%FC=a", "a=1&b=%C3%", "a=%C3", "a=%C3x", "a=%C3\u00bc", "a=%EF%BF%BD%FC")) {
            isRefused(form.getBytes(StandardCharsets.UTF_8), FORM);
            isRefused(form.getBytes(StandardCharsets.UTF_8), FORM + "; charset=UTF-8");
        }
        assertThat(sent("a=M%C3%BCller%EF%BF%BD+\u00e4".getBytes(StandardCharsets.UTF_8), FORM))
                .isEqualTo("M\u00fcller\uFFFD \u00e4");
    }

    @Test
    void a_form_may_be_of_another_encoding_that_it_says() {
        start("- setBody: {simple: {expression: \"${body[a]}\"}}\n" + SEND);
        assertThat(sent("a=M%FCller".getBytes(StandardCharsets.UTF_8), FORM + ";Charset=iso-8859-1"))
                .isEqualTo("M\u00fcller");
    }

    @Test
    void a_query_is_no_body() {
        start(SEND);
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.hooks("in") + "?a=%FC"))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                .build();
        assertThat(server.send(request).statusCode()).isEqualTo(202);
    }

    @Test
    void the_bytes_of_a_form_are_what_is_signed_whatever_its_encoding() throws GeneralSecurityException {
        server.file("routes/endpoints.yaml", "in: {provider: github, secrets: [secret]}");
        start(SEND);
        byte[] form = "a=%FC".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String[] signed = {
            "X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(form)), "X-GitHub-Event", "push"
        };
        isRefused(form, FORM, signed);
        assertThat(post(form, FORM + "; charset=iso-8859-1", signed).statusCode())
                .isEqualTo(202);
    }
}
