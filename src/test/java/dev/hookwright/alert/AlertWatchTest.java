package dev.hookwright.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.ledger.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an alert has something to say, and what. */
class AlertWatchTest {
    private static final String START = "2026-01-01T00:00:00Z";

    private WatchedLedger on;

    @BeforeEach
    void open(@TempDir Path folder) {
        on = new WatchedLedger(folder);
    }

    @AfterEach
    void close() {
        on.close();
    }

    private static void assertSaid(List<JsonNode> messages, String state, long count) {
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.path("state").asText()).isEqualTo(state);
            assertThat(message.path("count").asLong()).isEqualTo(count);
        });
    }

    @Test
    void an_outage_is_one_message_then_one_now_and_then_with_the_count_since_and_one_when_it_is_over() {
        on.alerts("failing: {dead: any, route: tell}");
        assertThat(on.look()).isEmpty();
        List<String> dead = on.die("pay", 7);
        JsonNode first = on.look().get(0);
        assertThat(first.path("alert").asText()).isEqualTo("failing");
        assertThat(first.path("kind").asText()).isEqualTo("dead");
        assertThat(first.path("state").asText()).isEqualTo("firing");
        assertThat(first.path("since").asText()).isEqualTo(START);
        assertThat(first.path("count").asInt()).isEqualTo(7);
        assertThat(first.path("summary").asText()).isEqualTo("7 runs went dead: pay");
        assertThat(first.path("examples")).hasSize(5);
        JsonNode example = first.path("examples").path(0);
        assertThat(dead).contains(example.path("event").asText());
        assertThat(example.path("route").asText()).isEqualTo("pay");
        assertThat(example.path("error").asText()).isEqualTo("HTTP 401 Unauthorized");
        assertThat(example.path("url").asText())
                .isEqualTo("https://ops/events/" + example.path("event").asText());
        assertThat(on.lastMessage().event().type()).isEqualTo("firing");
        assertThat(on.lastMessage().runs()).extracting(Run::route).containsExactly("tell-route");

        on.die("ship", 2);
        assertThat(on.look()).isEmpty();
        on.die("pay", 1);
        assertThat(on.lookAfter("29m")).isEmpty();
        List<JsonNode> still = on.lookAfter("1m");
        assertSaid(still, "still", 3);
        assertThat(still.get(0).path("summary").asText()).isEqualTo("3 more runs went dead: ship, pay");
        assertThat(still.get(0).path("since").asText()).isEqualTo(START);
        assertThat(on.lookAfter("29m")).isEmpty();
        List<JsonNode> over = on.lookAfter("1m");
        assertSaid(over, "resolved", 10);
        assertThat(over.get(0).path("examples")).isEmpty();
        assertThat(on.lookAfter("1d")).isEmpty();
        on.die("pay", 1);
        assertSaid(on.look(), "firing", 1);
    }

    @Test
    void only_the_routes_that_are_named_count_and_each_alert_counts_for_itself() {
        on.alerts("""
                pays: {dead: pay, route: tell, every: 5m}
                ships: {dead: [ship, tell-route], route: tell}
                """);
        on.die("other", 2);
        assertThat(on.look()).isEmpty();
        on.die("pay", 2);
        on.die("ship", 1);
        assertThat(on.look())
                .extracting(message -> message.path("alert").asText() + " "
                        + message.path("count").asInt())
                .containsExactly("pays 2", "ships 1");
        on.die("pay", 1);
        on.die("ship", 1);
        assertThat(on.lookAfter("5m"))
                .extracting(message -> message.path("alert").asText())
                .containsExactly("pays");
    }

    @Test
    void a_run_that_an_alert_has_begun_never_counts() {
        on.alerts("failing: {dead: any, route: tell}\nbehind: {backlog: 1m, route: tell}");
        on.die("pay", 1);
        assertSaid(on.look(), "firing", 1);
        assertThat(on.lookAfter("10m")).as("its own run waits").isEmpty();
        on.kill(on.lastMessage().runs().get(0));
        on.look();
        assertThat(on.ledger().alerts().uncounted(10)).isEmpty();
        assertSaid(on.lookAfter("20m"), "resolved", 1);
        on.kill(on.lastMessage().runs().get(0));
        assertThat(on.lookAfter("1h")).isEmpty();
    }

    @Test
    void what_died_with_its_process_is_told_by_the_next_one_and_what_was_told_is_not_told_again() {
        on.alerts("failing: {dead: any, route: tell}");
        on.die("pay", 1);
        AlertWatch next = on.node("");
        assertSaid(on.look(next), "firing", 1);
        AlertWatch third = on.node("");
        on.die("pay", 1);
        assertThat(on.look(third)).isEmpty();
        on.pass(Duration.ofMinutes(30));
        assertSaid(on.look(on.node("")), "still", 1);
        on.pass(Duration.ofMinutes(30));
        AlertWatch last = on.node("");
        assertSaid(on.look(last), "resolved", 2);
        assertThat(on.look(third)).isEmpty();
    }

    @Test
    void of_several_nodes_one_says_it_and_none_says_too_soon_that_it_is_over() {
        on.alerts("failing: {dead: any, route: tell}\nfull: {disk: full, route: tell}");
        AlertWatch other = on.node("other");
        assertThat(on.look(other)).isEmpty();
        on.look();
        on.pass(Duration.ofHours(1));
        on.die("pay", 1);
        assertSaid(on.look(), "firing", 1);
        assertThat(on.look(other)).isEmpty();
        on.fill("only 1MiB are free");
        assertSaid(on.look(), "firing", 1);
        List<JsonNode> others = on.look(other);
        assertSaid(others, "firing", 1);
        assertThat(others.get(0).at("/examples/0/node").asText()).isEqualTo("other");
    }

    @Test
    void many_rejections_within_a_time_are_told_and_those_of_others_are_not() {
        on.alerts("""
                forged: {rejections: 3 in 5m, endpoint: shop, reason: not-verified, route: tell}
                any: {rejections: 100 in 1h, route: tell}
                """);
        on.refuse("shop", "not-verified", 2);
        on.refuse("bank", "not-verified", 5);
        on.refuse("shop", "body-too-large", 5);
        assertThat(on.look()).isEmpty();
        assertThat(on.lookAfter("5m")).isEmpty();
        on.refuse("shop", "not-verified", 2);
        assertThat(on.lookAfter("1m")).as("two of them are too long ago").isEmpty();
        on.refuse("shop", "not-verified", 1);
        List<JsonNode> first = on.look();
        assertSaid(first, "firing", 3);
        assertThat(first.get(0).path("summary").asText())
                .isEqualTo("3 requests refused within 5m on shop: not-verified");
        assertThat(first.get(0).path("since").asText()).isEqualTo("2026-01-01T00:05:00Z");
        assertThat(first.get(0).at("/examples/0/reason").asText()).isEqualTo("not-verified");
        assertThat(first.get(0).at("/examples/0/rejection").asText()).startsWith("rej_");

        on.pass(Duration.ofMinutes(28));
        on.refuse("shop", "not-verified", 4);
        assertThat(on.look()).isEmpty();
        assertSaid(on.lookAfter("2m"), "still", 4);
        assertThat(on.lookAfter("2m")).isEmpty();
        assertThat(on.lookAfter("4m")).as("it is calm for five minutes first").isEmpty();
        assertSaid(on.lookAfter("1m"), "resolved", 7);
    }

    @Test
    void a_silent_endpoint_is_told_counted_from_the_start_if_it_was_never_heard() {
        on.alerts("quiet: {silent: 2h, endpoint: [shop, bank], route: tell}");
        on.look();
        on.pass(Duration.ofHours(1));
        on.receive("shop", "pay");
        assertThat(on.lookAfter("59m")).isEmpty();
        List<JsonNode> first = on.lookAfter("1m");
        assertSaid(first, "firing", 1);
        assertThat(first.get(0).path("summary").asText()).isEqualTo("nothing has come for 2h or longer to bank");
        assertThat(first.get(0).path("since").asText()).isEqualTo(START);
        assertThat(first.get(0).at("/examples/0/lastReceivedAt").isMissingNode())
                .isTrue();
        assertSaid(on.lookAfter("30m"), "still", 1);
        List<JsonNode> both = on.lookAfter("30m");
        assertSaid(both, "still", 2);
        assertThat(both.get(0).at("/examples/1/lastReceivedAt").asText()).isEqualTo("2026-01-01T01:00:00Z");
        on.receive("bank", "pay");
        on.receive("shop", "pay");
        assertThat(on.lookAfter("1m")).isEmpty();
        assertSaid(on.lookAfter("5m"), "resolved", 2);
    }

    @Test
    void what_came_just_before_the_time_was_up_is_heard() {
        on.receive("shop", "pay");
        on.alerts("quiet: {silent: 1m, endpoint: shop, route: tell}");
        assertThat(on.lookAfter("55s")).isEmpty();
        on.receive("shop", "pay");
        assertThat(on.lookAfter("6s")).isEmpty();
        assertSaid(on.lookAfter("54s"), "firing", 1);
    }

    @Test
    void a_run_that_could_go_and_does_not_is_told_of() {
        on.alerts("behind: {backlog: 15m, route: tell}");
        Run ready = on.receive("shop", "pay");
        Run waiting = on.receive("shop", "ship");
        on.ledger()
                .update(waiting.started().failedUntil(waiting.createdAt().plus(Duration.ofMinutes(10)), "503"))
                .join();
        assertThat(on.lookAfter("15m")).isEmpty();
        List<JsonNode> first = on.lookAfter("1s");
        assertSaid(first, "firing", 1);
        assertThat(first.get(0).path("since").asText()).isEqualTo(START);
        assertThat(first.get(0).at("/examples/0/route").asText()).isEqualTo("pay");
        assertSaid(on.lookAfter("30m"), "still", 2);
        on.kill(ready);
        on.kill(waiting.started());
        assertThat(on.lookAfter("4m")).isEmpty();
        assertSaid(on.lookAfter("1m"), "resolved", 2);
    }

    @Test
    void a_disk_that_is_full_now_and_not_then_is_one_trouble() {
        on.alerts("full: {disk: full, route: tell}");
        assertThat(on.look()).isEmpty();
        on.fill("only 1MiB are free in /data");
        List<JsonNode> first = on.look();
        assertSaid(first, "firing", 1);
        assertThat(first.get(0).path("summary").asText()).isEqualTo("events are refused: only 1MiB are free in /data");
        for (int minute = 0; minute < 28; minute += 4) {
            on.fill(null);
            assertThat(on.lookAfter("3m")).isEmpty();
            on.fill("only 2MiB are free in /data");
            assertThat(on.lookAfter("1m")).isEmpty();
        }
        assertSaid(on.lookAfter("2m"), "still", 1);
        on.fill(null);
        assertThat(on.look()).isEmpty();
        assertSaid(on.lookAfter("5m"), "resolved", 1);
    }

    @Test
    void who_does_not_want_to_hear_that_it_is_over_does_not() {
        on.alerts("full: {disk: full, route: tell, resolved: false}");
        on.fill("full");
        assertSaid(on.look(), "firing", 1);
        on.fill(null);
        assertThat(on.lookAfter("5m")).isEmpty();
        assertThat(on.standings().get(0).state().orElseThrow().isFiring()).isFalse();
        on.fill("full");
        assertSaid(on.look(), "firing", 1);
    }

    @Test
    void an_alert_with_other_terms_begins_anew_and_one_with_the_same_does_not() {
        on.alerts("quiet: {silent: 2h, endpoint: shop, route: tell}");
        on.look();
        on.alerts("quiet: {silent: 2h, endpoint: shop, route: tell, every: 1h}");
        assertSaid(on.lookAfter("2h"), "firing", 1);
        on.alerts("quiet: {silent: 3h, endpoint: shop, route: tell}");
        assertThat(on.lookAfter("1m")).isEmpty();
        assertThat(on.standings().get(0).state().orElseThrow().isFiring()).isFalse();
        assertSaid(on.lookAfter("3h"), "firing", 1);
    }
}
