package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRuleTest {
    private static Provider unsigned(String event) {
        return provider("unsigned: true\nevent: " + event + "\n");
    }

    private static SampleRequest json(String body) {
        return SampleRequest.post(body).with("content-type", "application/json");
    }

    private static List<EventIdentity> items(Provider provider, String body) throws UnreadableBody {
        return provider.split(json(body).request()).stream()
                .map(EventItem::identity)
                .toList();
    }

    @Test
    void the_first_id_that_is_there_counts() throws UnreadableBody {
        Provider provider =
                unsigned("{id: [{header: x-id}, {json: data.id}], type: [{json: a}, {json: b}], type-join: .}");
        assertThat(provider.identify(
                        json("{\"data\":{\"id\":7},\"a\":\"x\",\"b\":\"y\"}").request()))
                .isEqualTo(new EventIdentity("7", "x.y"));
        assertThat(provider.identify(json("{\"data\":{\"id\":7},\"b\":\"y\"}")
                        .with("x-id", "8")
                        .request()))
                .isEqualTo(new EventIdentity("8", "y"));
        assertThat(provider.identify(json("{\"data\":{\"id\":{}}}").request()))
                .isEqualTo(new EventIdentity(null, null));
        assertThatThrownBy(() -> provider.identify(json("{").request())).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void a_type_in_json_is_found_though_nothing_says_that_it_is_json() throws UnreadableBody {
        Provider provider = unsigned("{id: [{header: x-id}], type: [{json: a}]}");
        SampleRequest silent = SampleRequest.post(" {\"a\":\"x\"}");
        assertThat(provider.identify(silent.request()).type()).isEqualTo("x");
        assertThat(provider.identify(silent.with("content-type", "text/plain").request())
                        .type())
                .isEqualTo("x");
        assertThat(provider.identify(silent.with("content-type", "image/png").request())
                        .type())
                .isNull();
        assertThat(provider.identify(SampleRequest.post("{a").request()).type()).isNull();
    }

    @Test
    void what_happens_to_the_same_thing_again_is_another_event() throws UnreadableBody {
        String seen = "{\"message_token\":7,\"event\":\"%s\"}";
        assertOther("viber", json(seen.formatted("delivered")), json(seen.formatted("seen")));
        String ticket = "{\"id\":\"5158\",\"status\":\"open\"}";
        String invocation = "x-zendesk-webhook-invocation-id";
        assertOther("zendesk", json(ticket).with(invocation, "1"), json(ticket).with(invocation, "2"));
        String decision =
                "{\"verification\":{\"id\":\"s\",\"status\":\"resubmission_requested\",\"decisionTime\":\"%s\"}}";
        assertOther("veriff", json(decision.formatted("10:15")), json(decision.formatted("10:25")));
        String change = "{\"meta\":{\"v\":1,\"id\":77,\"timestamp\":%s}}";
        assertOther("pipedrive", json(change.formatted("1")), json(change.formatted("2")));
        String room = "{\"resource\":\"rooms\",\"event\":\"updated\",\"data\":{\"id\":\"r\",\"title\":\"%s\"}}";
        assertOther("webex", json(room.formatted("a")), json(room.formatted("b")));
        String info =
                "{\"hook\":{\"event\":\"file.info_updated\"},\"data\":{\"uuid\":\"f\",\"metadata\":{\"n\":\"%s\"}}}";
        assertOther("uploadcare", json(info.formatted("a")), json(info.formatted("b")));
    }

    private static void assertOther(String provider, SampleRequest one, SampleRequest other) throws UnreadableBody {
        Provider known =
                ProviderRegistry.load(null, new Problems()).find(provider).orElseThrow();
        String first = known.identify(one.request()).id();
        String second = known.identify(other.request()).id();
        assertThat(first == null || !first.equals(second)).as(provider).isTrue();
    }

    @Test
    void a_request_can_hold_several_events() throws UnreadableBody {
        Provider provider = unsigned("{split: events, id: [{json: id}], type: [{json: kind}, {json: object}]}");
        String body = "{\"object\":\"page\",\"events\":[{\"id\":1,\"kind\":\"a\"},{\"id\":1.50}]}";
        assertThat(provider.isSplit(json(body).request())).isTrue();
        assertThat(items(provider, body))
                .containsExactly(new EventIdentity("1", "a"), new EventIdentity("1.50", "page"));
        assertThat(provider.split(json(body).request())
                        .get(0)
                        .body()
                        .path("kind")
                        .asText())
                .isEqualTo("a");
        assertThat(provider.identify(json(body).request())).isEqualTo(new EventIdentity("1,1.50", null));
        assertThat(items(provider, "{\"events\":[]}")).isEmpty();
        assertThat(items(provider, "{}")).isEmpty();
        assertThat(provider.identify(json("{\"events\":[{\"id\":1},{}]}").request())
                        .id())
                .isNull();
    }

    @Test
    void the_body_itself_can_be_the_array() throws UnreadableBody {
        Provider provider = unsigned("{split: \"\", id: [{json: a}, {json: b}], id-join: \":\"}");
        assertThat(items(provider, "[{\"a\":1,\"b\":2},{\"a\":1}]"))
                .containsExactly(new EventIdentity("1:2", null), new EventIdentity(null, null));
    }

    @Test
    void events_that_share_the_id_of_their_request_are_told_apart() throws UnreadableBody {
        Provider provider = unsigned("{split: events, id: [{header: x-id}]}");
        assertThat(provider.split(json("{\"events\":[{},{}]}").with("x-id", "r").request()))
                .extracting(EventItem::identity)
                .containsExactly(new EventIdentity("r:0", null), new EventIdentity("r:1", null));
    }

    @Test
    void the_id_of_an_attempt_is_none() throws UnreadableBody {
        Provider provider = unsigned("{id: [{header: x-attempt}], scope: attempt}");
        assertThat(provider.identify(json("{}").with("x-attempt", "1").request())
                        .id())
                .isNull();
    }

    @Test
    void a_form_has_no_id_where_the_provider_s_json_has_one_and_json_is_never_read_as_a_form() throws UnreadableBody {
        Provider slack = ProviderFixture.builtIn("slack");
        SampleRequest form = SampleRequest.post("command=%2Fweather").with("content-type", Draft.FORM);
        assertThat(slack.identify(form.request())).isEqualTo(new EventIdentity(null, null));
        assertThat(slack.identify(form.withBody("{\"event_id\":\"Ev1\"}").request())
                        .id())
                .isEqualTo("Ev1");
        assertThatThrownBy(() -> slack.identify(form.without("content-type").request()))
                .isInstanceOf(UnreadableBody.class);
    }
}
