package dev.hookwright.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final Instant SENT = Instant.parse("2026-03-04T05:06:07Z");
    private static final String ONE_ID = "11111111-2222-4333-8444-555555555555";
    private static final String OTHER_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

    private final Comparison comparison =
            new Comparison(Set.of("https://made-up.test.invalid", "1"), Map.of("once", "idempotentConsumer:"), null);

    private static CallTrace call(String step, int millis, String body) {
        JsonNode request = JsonNodeFactory.instance.objectNode().put("body", body);
        return new CallTrace(step, SENT.plusMillis(millis), request);
    }

    private static RunTrace run(String status, CallTrace... calls) {
        return new RunTrace("run_1", "main", status, null, false, List.of(calls));
    }

    private List<String> differences(RunTrace before, RunTrace now, String payload) {
        comparison.add("evt_1", List.of(before), List.of(now), payload);
        return comparison.routes().values().stream()
                .flatMap(route -> route.groups.stream())
                .map(group -> group.difference)
                .map(one -> String.join(" ", one.kind().word(), one.step(), one.place(), one.before(), "->", one.now())
                        .replaceAll(" +", " "))
                .toList();
    }

    private List<String> bodies(String before, String now) {
        return differences(
                run("succeeded", call("a", 0, before)), run("succeeded", call("a", 0, now)), "{\"id\": \"x\"}");
    }

    @Test
    void a_place_that_differs_is_named_no_deeper_than_it_has_to_be() {
        assertThat(bodies(
                        "{\"a\": {\"b\": [1, {\"c\": 2}], \"gone\": {\"x\": 1}, \"same\": 1.0}, \"odd name\": 1}",
                        "{\"a\": {\"b\": [1, {\"c\": \"2\"}, 3], \"same\": 1, \"new\": null}, \"odd name\": 2}"))
                .containsExactly(
                        "changed a body $.a.b[*].c 2 -> \"2\"",
                        "changed a body $.a.b[*] -> 3",
                        "changed a body $.a.gone {\"x\":1} -> ",
                        "changed a body $.a.new -> null",
                        "changed a body $['odd name'] 1 -> 2");
    }

    @Test
    void of_a_long_text_what_is_about_the_difference_is_told() {
        assertThat(bodies("x".repeat(500) + "old" + "y".repeat(500), "x".repeat(500) + "new" + "y".repeat(500)))
                .singleElement()
                .asString()
                .contains("…" + "x".repeat(20) + "old", "…" + "x".repeat(20) + "new")
                .hasSizeLessThan(250);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2026-03-04T05:06:07.123Z, NOW, true
                    at 2026-03-04 05:06:07, at NOW, true
                    2026-03-04T06:06:07+01:00, NOW, true
                    2026-03-04, TODAY, true
                    1772600767, EPOCH, true
                    1772600767123, EPOCHMILLIS, true
                    2025-03-04T05:06:07Z, NOW, false
                    2026-03-04T05:06:07Z, 2027-03-04T05:06:07Z, false
                    1672600767, EPOCH, false
                    id 11111111-2222-4333-8444-555555555555, id aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee, true
                    id 11111111-2222-4333-8444-555555555555, no aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee, false
                    https://acme.example.com/x, https://made-up.test.invalid/x, true
                    2, 1, false
                    key ••••, key abc, true
                    key ••••, kex abc, false
                    """)
    void what_differs_only_by_the_time_by_chance_or_by_what_is_not_known_is_the_same(
            String before, String now, boolean same) {
        Instant present = Instant.now();
        String really = now.replace("NOW", present.toString())
                .replace("TODAY", present.toString().substring(0, 10))
                .replace("EPOCHMILLIS", String.valueOf(present.toEpochMilli()))
                .replace("EPOCH", String.valueOf(present.getEpochSecond()));
        assertThat(bodies("{\"v\": \"" + before + "\"}", "{\"v\": \"" + really + "\"}")
                        .isEmpty())
                .isEqualTo(same);
    }

    @Test
    void an_id_that_came_with_the_event_is_no_chance() {
        RunTrace before = run("succeeded", call("a", 0, ONE_ID));
        RunTrace now = run("succeeded", call("a", 0, OTHER_ID));
        assertThat(differences(before, now, "{\"id\": \"" + ONE_ID + "\"}")).hasSize(1);
    }

    @Test
    void calls_that_swap_are_told_unless_nobody_knows_which_was_first() {
        RunTrace inOrder = run("succeeded", call("a", 0, ""), call("b", 1, ""));
        RunTrace swapped = run("succeeded", call("b", 0, ""), call("a", 1, ""));
        RunTrace atOnce = run("succeeded", call("a", 0, ""), call("b", 0, ""));
        assertThat(differences(atOnce, swapped, "")).isEmpty();
        assertThat(differences(inOrder, swapped, "")).containsExactly("order b after a -> before it");
        assertThat(new RunDiff(new Alike(Set.of(), "", SENT), true).between(inOrder, swapped))
                .isEmpty();
    }

    @Test
    void a_run_that_is_not_over_is_left_out_and_of_one_that_was_replayed_the_last_counts() {
        assertThat(differences(run("waiting"), run("succeeded", call("a", 0, "")), ""))
                .isEmpty();
        assertThat(said()).contains("1 run left out: not ended").doesNotContain("main: the same");
        RunTrace dead = new RunTrace("run_1", "main", "dead", "why", false, List.of());
        RunTrace again = new RunTrace("run_2", "main", "succeeded", null, true, List.of());
        comparison.add("evt_2", List.of(dead, again), List.of(run("succeeded")), "");
        assertThat(comparison.hasDifferences()).isFalse();
        comparison.add("evt_3", List.of(dead), List.of(run("succeeded")), "");
        assertThat(comparison.hasDifferences()).isTrue();
        assertThat(said()).contains("the run was dead: why, and would be succeeded", "1 run left out: not ended");
    }

    @Test
    void a_run_that_called_nothing_since_the_like_had_been_seen_is_left_out() {
        RunTrace nothing = new RunTrace("run_1", "once", "succeeded", null, false, List.of());
        RunTrace something = new RunTrace("run_1", "once", "succeeded", null, false, List.of(call("a", 0, "")));
        comparison.add("evt_1", List.of(nothing), List.of(something), "");
        assertThat(comparison.hasDifferences()).isFalse();
        assertThat(said()).contains("1 run left out that called nothing");
        comparison.add("evt_2", List.of(something), List.of(nothing), "");
        assertThat(comparison.hasDifferences()).isTrue();
    }

    @Test
    void a_call_of_which_nothing_is_recorded_is_compared_by_that_it_was_made() {
        CallTrace unrecorded = new CallTrace("a", SENT, NullNode.getInstance());
        assertThat(differences(run("succeeded", unrecorded), run("succeeded", call("a", 0, "x")), ""))
                .isEmpty();
        assertThat(differences(run("succeeded", unrecorded), run("succeeded"), ""))
                .containsExactly("removed a -> ");
        assertThat(said()).contains("Of 1 call it is not recorded what they were sent");
    }

    @Test
    void the_same_difference_of_many_events_is_one_with_some_of_them_as_samples() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add("evt_" + i);
            comparison.add(
                    "evt_" + i,
                    List.of(run("succeeded", call("a[" + i + "]", 0, "{\"n\": " + i + "}"))),
                    List.of(run("succeeded", call("a[" + i + "]", 0, "{\"n\": -1}"))),
                    "");
        }
        assertThat(comparison.routes().get("main").groups).singleElement().satisfies(group -> {
            assertThat(group.difference.step()).isEqualTo("a[*]");
            assertThat(group.events).containsExactlyElementsOf(ids);
        });
        assertThat(said()).contains("5 events: evt_0 evt_1 evt_2 ...", "5 of 5 events would be treated otherwise");
    }

    private String said() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ComparisonReport(comparison, 0, Set.of()).print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
