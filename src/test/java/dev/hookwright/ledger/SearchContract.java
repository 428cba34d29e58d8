package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What filters take, held to what the words mean: every event looked at one by one. */
abstract class SearchContract extends LedgerTests {
    private static final int EVENTS = 60;
    private static final int FILTERS = 120;
    private static final List<String> ENDPOINTS = List.of("shop", "shop2", "code");
    private static final List<@Nullable String> TYPES =
            Collections.unmodifiableList(Arrays.asList(null, "a.b", "a.c", "a_b", "b"));
    private static final List<String> ROUTES = List.of("mail", "billing", "ci");
    private static final List<String> ERRORS = List.of("HTTP 422: 100% wrong", "HTTP 503", "no answer");

    private final Random random = new Random(11);
    private final List<Event> events = new ArrayList<>();

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void fill() {
        for (int number = 0; number < EVENTS; number++) {
            Instant at = NOW.plusSeconds(number * 10L);
            // Ids go on growing where a clock is put back a little.
            long made = at.toEpochMilli() + (number % 7 == 3 ? 4_000 : 0);
            Event event = new Event(
                    new UUID(made << 16 | 0x7000, Long.MIN_VALUE | number),
                    any(ENDPOINTS),
                    "unsigned",
                    any(TYPES),
                    "key-" + number,
                    at,
                    null,
                    Map.of(),
                    Map.of(),
                    ("{\"n\": \"<" + number + ">\", \"of\": \"" + any(List.of("red", "blue", "50%")) + "\"}")
                            .getBytes(StandardCharsets.UTF_8),
                    null);
            events.add(event);
            List<String> routes =
                    ROUTES.stream().filter(route -> random.nextInt(3) > 0).toList();
            for (Run run : ledger.accept(event, routes, true).join().runs()) {
                drive(run);
                if (random.nextInt(5) == 0) {
                    // If it has failed it is ready by then, and its error still there.
                    ledger.makeReadyAgain(run).join();
                }
            }
            for (String route : routes) {
                if (random.nextInt(4) == 0) {
                    ledger.replay(event.id(), route).join();
                }
            }
        }
    }

    private void drive(Run run) {
        Run started = run.started();
        switch (random.nextInt(6)) {
            case 0, 1 -> ledger.update(started.succeeded(NOW)).join();
            case 2, 3 -> ledger.update(started.dead(any(ERRORS), NOW)).join();
            case 4 ->
                ledger.update(started.failedUntil(NOW.plusSeconds(60), any(ERRORS)))
                        .join();
            default -> assertThat(ledger.cancels().cancel(run)).isTrue();
        }
    }

    private <T> @Nullable T maybe(List<T> list) {
        return random.nextInt(3) == 0 ? any(list) : null;
    }

    private EventFilter anyFilter() {
        int from = random.nextInt(EVENTS);
        return new EventFilter(
                maybe(ENDPOINTS),
                maybe(List.of("a.b", "a.*", "*b", "a_b", "*", "x")),
                maybe(List.of(RunStatus.values())),
                maybe(ROUTES),
                maybe(List.of("red", "50%", "key-1", "<7>", "nowhere")),
                random.nextInt(3) == 0 ? NOW.plusSeconds(from * 10L) : null,
                random.nextInt(3) == 0 ? NOW.plusSeconds((from + random.nextInt(30)) * 10L) : null,
                maybe(List.of("HTTP*", "*100%*", "HTTP 503")));
    }

    private boolean takes(EventFilter filter, Event event) {
        String type = filter.type();
        String text = filter.text();
        Instant since = filter.since();
        Instant until = filter.until();
        return (filter.endpoint() == null || filter.endpoint().equals(event.endpoint()))
                && (type == null || (event.type() != null && TypeGlob.matches(type, event.type())))
                && (since == null || !event.receivedAt().isBefore(since))
                && (until == null || event.receivedAt().isBefore(until))
                && (text == null
                        || String.valueOf(event.dedupKey()).contains(text)
                        || new String(event.body(), StandardCharsets.UTF_8).contains(text))
                && (!filter.isAboutRuns() || lastRuns(event).stream().anyMatch(filter::takes));
    }

    /** The last one of each route. */
    private List<Run> lastRuns(Event event) {
        Map<String, Run> last = new TreeMap<>();
        ledger.runs().ofEvent(event.id()).forEach(run -> last.put(run.route(), run));
        return List.copyOf(last.values());
    }

    private List<UUID> expected(EventFilter filter) {
        return events.stream()
                .filter(event -> takes(filter, event))
                .map(Event::id)
                .sorted()
                .toList();
    }

    private List<UUID> listed(EventFilter filter, int limit) {
        List<UUID> found = new ArrayList<>();
        UUID next = null;
        do {
            EventPage page = ledger.events().list(filter, next, limit);
            assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
            page.events().forEach(each -> found.add(each.event().id()));
            next = page.next();
        } while (next != null);
        Collections.reverse(found);
        return found;
    }

    private List<UUID> exported(EventFilter filter, int limit, @Nullable UUID before) {
        List<UUID> found = new ArrayList<>();
        EventPortion portion = new EventPortion(List.of(), new UUID(0, 0), false);
        while (!portion.last()) {
            portion = ledger.events().portion(filter, portion.reached(), before, limit);
            assertThat(portion.events()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(portion.events());
        }
        return found;
    }

    @Test
    void whatever_is_asked_for_is_found_page_by_page_exported_and_counted() {
        fill();
        for (int i = 0; i < FILTERS; i++) {
            EventFilter filter = anyFilter();
            List<UUID> expected = expected(filter);
            int limit = 1 + random.nextInt(20);
            assertThat(listed(filter, limit)).as("%s, %s a page", filter, limit).isEqualTo(expected);
            UUID end = any(events).id();
            assertThat(exported(filter, limit, end))
                    .as("%s before %s", filter, end)
                    .isEqualTo(expected.stream()
                            .filter(id -> id.compareTo(end) < 0)
                            .toList());
            assertThat(counted(filter)).as("%s", filter).isEqualTo(expected.size());
            assertTally(filter);
        }
    }

    private void assertTally(EventFilter filter) {
        Instant from = NOW.plusSeconds(random.nextInt(EVENTS) * 10L);
        Instant to = from.plus(Duration.ofSeconds(10 + random.nextInt(EVENTS) * 10L));
        Tally tally = ledger.stats().tally(filter, from, to);
        List<UUID> expected = expected(filter.within(from, to));
        assertThat(tally.accepted()).as("%s from %s to %s", filter, from, to).isEqualTo(expected.size());
        List<Run> runs = expected.stream()
                .flatMap(event -> stillCounted(ledger.runs().ofEvent(event)))
                .filter(filter::takes)
                .toList();
        for (RunStatus status : RunStatus.values()) {
            assertThat(tally.runs(status))
                    .as("%s of %s from %s to %s", status, filter, from, to)
                    .isEqualTo(
                            runs.stream().filter(run -> run.status() == status).count());
        }
    }

    /** A dead run whose event went through the route again since is not counted. */
    private static Stream<Run> stillCounted(List<Run> runs) {
        return runs.stream()
                .filter(run -> run.status() != RunStatus.DEAD
                        || runs.stream()
                                .noneMatch(other -> other.route().equals(run.route())
                                        && other.id().compareTo(run.id()) > 0));
    }

    @Test
    void a_kind_that_is_far_more_frequent_than_the_others_hides_none_and_is_not_cut_short() {
        List<CompletableFuture<Accepted>> accepted = new ArrayList<>();
        for (int number = 0; number < 500; number++) {
            Instant at = NOW.plusMillis(number);
            String type = "t" + (number % 5 == 0 ? number % 27 : 0);
            UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | number);
            Event event =
                    new Event(id, "shop", "unsigned", type, null, at, null, Map.of(), Map.of(), new byte[0], null);
            events.add(event);
            accepted.add(ledger.accept(event, List.of(), false));
        }
        accepted.forEach(CompletableFuture::join);
        EventFilter filter = new EventFilter("shop", "t*", null, null, null, null, null);
        assertThat(listed(filter, 70)).isEqualTo(expected(filter)).hasSize(500);
        assertThat(exported(filter, 30, null)).isEqualTo(expected(filter));
    }

    @Test
    void a_clock_that_was_put_back_hides_nothing() {
        fill();
        // An hour, after which events come with ids that go on from before.
        List<Event> late = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            Instant at = NOW.minusSeconds(3_600 - number);
            UUID id = new UUID(NOW.plusSeconds(EVENTS * 10L).toEpochMilli() << 16 | 0x7000, number);
            late.add(new Event(id, "code", "unsigned", "a.b", null, at, null, Map.of(), Map.of(), new byte[0], null));
        }
        late.forEach(event -> ledger.accept(event, List.of(), false).join());
        events.addAll(late);
        for (EventFilter each : List.of(EventFilter.ALL, filterOf("code"))) {
            EventFilter before = each.within(NOW.minusSeconds(3_599), NOW.minusSeconds(3_597));
            assertThat(listed(before, 1)).isEqualTo(expected(before)).hasSize(2);
            EventFilter since = each.within(NOW, NOW.plusSeconds(EVENTS * 10L));
            assertThat(listed(since, 10)).isEqualTo(expected(since));
        }
    }

    private static EventFilter filterOf(String endpoint) {
        return new EventFilter(endpoint, null, null, null, null, null, null);
    }
}
