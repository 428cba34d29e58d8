package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Base64;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSendTest extends ConnectorTests {
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        mail.start();
        server.setting("smtp.port", String.valueOf(mail.getSmtp().getPort()));
        start(
                "smtp-send-sink",
                "{host: 127.0.0.1, port: \"{{smtp.port}}\", security: none, from: \"Shop <hello@example.com>\"}");
    }

    @AfterEach
    void stopMail() {
        mail.stop();
    }

    private MimeMessage sent(String payload) {
        server.awaitRuns(server.accepted("in", payload), "succeeded");
        MimeMessage[] all = mail.getReceivedMessages();
        return all[all.length - 1];
    }

    @Test
    void a_plain_mail_is_sent_with_a_message_id_of_the_step() throws Exception {
        MimeMessage message = sent("""
                {"to": "ann@example.com", "subject": "Willkommen, \\u00c4nn \\ud83d\\ude00", "text": "Hello \\u00c4nn\\n${body} {{x}}"}""");
        assertThat(message.getSubject()).isEqualTo("Willkommen, Änn 😀");
        assertThat(message.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(message.getFrom()[0]).hasToString("Shop <hello@example.com>");
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getMessageID()).startsWith("<run_").endsWith("-step@hookwright>");
        assertThat(message.getContent().toString().replace("\r", "")).startsWith("Hello Änn\n${body} {{x}}");
        assertThat(message.getHeader("X-Leak")).isNull();
        assertThat(message.getHeader("Authorization")).isNull();
    }

    @Test
    void text_and_html_are_alternatives() throws Exception {
        MimeMessage message = sent("""
                {"to": "a@example.com, b@example.com", "cc": "c@example.com", "from": "other@example.com",
                 "subject": "s", "text": "plain", "html": "<p>rich</p>"}""");
        assertThat(message.getContentType()).startsWith("multipart/");
        assertThat(GreenMailUtil.getWholeMessage(message)).contains("plain", "<p>rich</p>");
        assertThat(message.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(message.getRecipients(Message.RecipientType.CC)).hasSize(1);
        assertThat(message.getFrom()[0]).hasToString("other@example.com");
    }

    @Test
    void attachments_follow_text_and_html() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        MimeMessage message =
                sent("""
                {"to": ["a@example.com", "b@example.com"], "bcc": "c@example.com", "replyTo": "help@example.com",
                 "subject": "s", "text": "Hello \\u00c4nn\\n--=_mixed\\n${body}", "html": "<p>{{x}}</p>", "attachments": [
                 {"name": "Rechnung \\"7\\" (\\u00e4).pdf", "contentType": "application/pdf", "content": "%s"},
                 {"name": "b.txt", "contentType": "text/plain; charset=utf-8", "content": "aGk="}]}""".formatted(Base64.getEncoder().encodeToString(bytes).replaceAll("(.{60})", "$1\\\\n")));
        assertThat(message.getMessageID()).startsWith("<run_").endsWith("-step@hookwright>");
        assertThat(message.getReplyTo()[0]).hasToString("help@example.com");
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(mail.getReceivedMessages()).hasSize(3);
        MimeMultipart mixed = (MimeMultipart) message.getContent();
        assertThat(mixed.getCount()).isEqualTo(3);
        MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("Hello Änn\n--=_mixed\n${body}");
        assertThat(alternative.getBodyPart(1).getContent()).isEqualTo("<p>{{x}}</p>");
        BodyPart invoice = mixed.getBodyPart(1);
        assertThat(invoice.getFileName()).isEqualTo("Rechnung \"7\" (ä).pdf");
        assertThat(invoice.getContentType()).isEqualTo("application/pdf");
        assertThat(invoice.getInputStream().readAllBytes()).isEqualTo(bytes);
        assertThat(mixed.getBodyPart(2).getContent()).isEqualTo("hi");
        assertThat(GreenMailUtil.getWholeMessage(message).lines()).allMatch(line -> line.length() < 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\": \"x\"",
                "\"html\": \"x\"",
                "\"text\": \"x\", \"html\": \"y\"",
                "\"text\": \"x\", \"attachments\": [{\"name\": \"a\", \"content\": \"aGk=\"}]"
            })
    void a_mail_has_the_headers_of_mail_alone_and_each_once(String content) throws Exception {
        MimeMessage message = sent("{\"to\": \"a@example.com\", \"subject\": \"s\", " + content + "}");
        assertThat(Collections.list(message.getAllHeaders()))
                .extracting(Header::getName)
                .doesNotHaveDuplicates()
                .contains("Content-Type")
                .isSubsetOf(
                        "Return-Path",
                        "Received",
                        "Date",
                        "From",
                        "To",
                        "Subject",
                        "Message-ID",
                        "MIME-Version",
                        "Content-Type",
                        "Content-Transfer-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"help@example.com\"]", "[\"help@example.com\", \"Desk <desk@example.com>\"]"})
    void answers_can_go_to_a_list_of_addresses(String list) throws Exception {
        MimeMessage message = sent("""
                {"to": "a@example.com", "subject": "s", "text": "x", "replyTo": %s}""".formatted(list));
        assertThat(message.getReplyTo()).hasSize(list.contains("desk") ? 2 : 1);
        assertThat(message.getReplyTo()[0]).hasToString("help@example.com");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            "text": "", "html": "<p>hi</p>" ; text/html;  <p>hi</p>
            "text": "real", "html": ""      ; text/plain; real
            """)
    void an_empty_form_of_the_text_is_as_good_as_none(String forms, String type, String text) throws Exception {
        String payload = "{\"to\": \"a@example.com\", \"subject\": \"s\", " + forms;
        MimeMessage message = sent(payload + "}");
        assertThat(message.getContentType()).startsWith(type);
        assertThat(message.getContent().toString().strip()).isEqualTo(text);
        MimeMultipart mixed =
                (MimeMultipart) sent(payload + ", \"attachments\": [{\"name\": \"a\", \"content\": \"aGk=\"}]}")
                        .getContent();
        assertThat(mixed.getBodyPart(0).getContentType()).startsWith(type);
        assertThat(mixed.getBodyPart(0).getContent()).isEqualTo(text);
    }

    @Test
    void an_international_domain_is_written_in_ascii() throws Exception {
        MimeMessage message = sent("""
                {"to": ["ann@müller.example", "Änn <b@bücher.example>"], "replyTo": "c@müller.example", "subject": "s", "text": "x"}""");
        assertThat(message.getAllRecipients())
                .extracting(address -> ((InternetAddress) address).getAddress())
                .containsExactly("ann@xn--mller-kva.example", "b@xn--bcher-kva.example");
        assertThat(((InternetAddress) message.getAllRecipients()[1]).getPersonal())
                .isEqualTo("Änn");
        assertThat(message.getReplyTo()[0]).hasToString("c@xn--mller-kva.example");
    }

    @Test
    void an_attachment_may_be_empty() throws Exception {
        MimeMultipart mixed = (MimeMultipart) sent("""
                {"to": "a@example.com", "subject": "s", "text": "x", "attachments": [{"name": "a.txt", "content": ""}]}""").getContent();
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("a.txt");
        assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            "cc": "Ann <änn@example.com>"                                    ; "änn@example.com" is not ASCII before the @
            "cc": "a@example.com\\r\\nX-A: b"                                  ; line break
            "replyTo": "a@example.com\\nX-A: b"                               ; line break
            "attachments": [{"name": "a\\r\\nX-A: b", "content": "aGk="}]      ; line break
            "attachments": [{"name": "a", "contentType": "text/plain\\r\\nX-A: b", "content": "aGk="}] ; not a media type
            "attachments": [{"name": "a", "content": "--=_mixed"}]           ; not base64
            "attachments": [{"name": "a"}]                                   ; not base64
            "attachments": {"name": "a", "content": "aGk="}                  ; list of objects
            "attachments": ["aGk="]                                          ; list of objects
            """)
    void what_would_break_the_mail_is_refused(String field, String error) {
        String id = server.accepted("in", """
                {"to": "a@example.com", "subject": "s", "text": "x", %s}""".formatted(field));
        assertThat(server.awaitRuns(id, "dead").at("/runs/0/error").asText()).contains(error);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_line_break_cannot_add_a_header() {
        String id = server.accepted("in", """
                {"to": "a@example.com", "subject": "s\\r\\nBcc: b@example.com", "text": "x"}""");
        assertThat(server.awaitRuns(id, "dead").at("/runs/0/error").asText()).contains("line break");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_is_away_is_asked_again_later() {
        mail.stop();
        String id = server.accepted("in", "{\"to\": \"a@example.com\", \"subject\": \"s\", \"text\": \"x\"}");
        server.awaitRuns(id, "waiting");
    }
}
