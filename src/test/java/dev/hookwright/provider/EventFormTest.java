package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.builtIn;
import static dev.hookwright.provider.ProviderFixture.problemsOf;
import static dev.hookwright.provider.ProviderFixture.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Providers whose events come in several forms, and what every event of a form has. */
class EventFormTest {
    private static final Provider TWO = provider("""
            unsigned: true
            event:
              - {media-type: application/vnd.a+json, split: items, id: [{json: id}]}
              - {media-type: "application/vnd.*", refuse: true}
              - {id: [{header: x-id}], require: [{header: x-id, prefix: "n-"}]}
            """);

    private static HookRequest of(String type, String id) {
        return SampleRequest.post("{\"items\":[{\"id\":1},{\"id\":2}]}")
                .with("content-type", type)
                .with("x-id", id)
                .request();
    }

    @Test
    void the_first_form_that_the_media_type_fits_counts() throws Exception {
        HookRequest list = of("application/vnd.A+json; charset=utf-8", "n-7");
        assertThat(TWO.isSplit(list)).isTrue();
        assertThat(TWO.split(list)).hasSize(2);
        HookRequest single = of("application/json", "n-7");
        assertThat(TWO.isSplit(single)).isFalse();
        assertThat(TWO.identify(single).id()).isEqualTo("n-7");
        TWO.check(single);
        assertThatThrownBy(() -> TWO.check(of("application/json", "7")))
                .isInstanceOf(NotAnEvent.class)
                .hasMessage("header x-id does not begin with \"n-\"");
        assertThatThrownBy(() -> TWO.check(of("application/vnd.b+json", "n-7")))
                .isInstanceOfSatisfying(
                        NotAnEvent.class,
                        refused -> assertThat(refused.isOfUnknownFormat()).isTrue());
    }

    @Test
    void forms_that_can_never_count_and_content_types_of_nothing_are_problems() {
        assertThat(problemsOf("unsigned: true\nevent: [{id: [{json: a}]}, {media-type: a/b}]\n"))
                .containsExactly("providers/acme.yaml:2:28: the form before this one is for every media type"
                        + " (put that one last)");
        assertThat(problemsOf("unsigned: true\nack: {content-type: text/xml}\n"))
                .containsExactly("providers/acme.yaml:2:6: a content type says nothing without a body"
                        + " (add body:, or remove it)");
    }

    @Test
    void what_is_made_to_try_an_endpoint_out_has_what_every_event_has() throws Exception {
        Provider cloudEvents = builtIn("cloudevents");
        byte[] envelope = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"order.paid\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (byte[] body : List.of("{}".getBytes(StandardCharsets.UTF_8), envelope)) {
            HookRequest request = cloudEvents
                    .sign(
                            Draft.json(SampleRequest.URL, body, "order.paid"),
                            Credentials.of(List.of("s")),
                            ProviderFixture.NOW,
                            LocalKeys.NONE)
                    .received();
            cloudEvents.check(request);
            assertThat(cloudEvents.identify(request).type()).isEqualTo("order.paid");
            assertThat(cloudEvents.identify(request).id()).isNotNull();
        }
    }

    /** What their documentation asks for: other answers are retried, or shown to people. */
    @Test
    void answers_are_as_the_vendors_ask() {
        assertThat(builtIn("adyen").acknowledgement().text())
                .contains(new Acknowledgement.Text("text/plain", "[accepted]"));
        assertThat(builtIn("twilio").acknowledgement().text())
                .contains(new Acknowledgement.Text("text/xml", "<Response/>"));
        assertThat(Stream.of("slack", "discord", "airtable", "xero"))
                .allSatisfy(name -> assertThat(builtIn(name).acknowledgement().text())
                        .contains(new Acknowledgement.Text("text/plain", "")));
        assertThat(Stream.of("mailgun", "postmark", "zoom", "linear", "docusign", "slack", "twilio", "xero"))
                .allSatisfy(name ->
                        assertThat(builtIn(name).acknowledgement().status()).contains(200));
        assertThat(builtIn("github").acknowledgement())
                .isEqualTo(new Acknowledgement(
                        Optional.of(Duration.ofSeconds(10)),
                        builtIn("github").acknowledgement().retries(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
