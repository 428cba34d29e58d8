package dev.hookwright.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.News;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.ledger.Run;
import dev.hookwright.testing.SettableClock;
import dev.hookwright.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A ledger with alerts, whose clock and looks are the test's. */
final class WatchedLedger implements AutoCloseable {
    private static final KnownNames KNOWN = new KnownNames(
            Set.of("shop", "bank"),
            Set.of("not-verified", "body-too-large"),
            Set.of("pay", "ship", "tell-route"),
            Map.of("tell", "tell-route"),
            true);

    private final Path folder;
    private final SettableClock clock = new SettableClock();
    private final Ledger ledger = LedgerStore.openInMemory(clock);
    private final List<News.Received> messages = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> full = new AtomicReference<>();
    private AlertRules rules = AlertRules.NONE;
    private AlertWatch watch;
    private long refused;

    WatchedLedger(Path folder) {
        this.folder = folder;
        ledger.news().listen(news -> {
            if (news instanceof News.Received received
                    && received.event().endpoint().startsWith("alert:")) {
                messages.add(received);
            }
        });
    }

    /** From now on the workspace has these alerts. */
    WatchedLedger alerts(String yaml) {
        try {
            Path file = Files.writeString(folder.resolve("alerts.yaml"), yaml);
            Problems problems = new Problems();
            rules = AlertsFile.read(
                    file, "routes/alerts.yaml", new Placeholders(new Properties(), Map.of()), KNOWN, problems);
            assertThat(problems.all()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (watch == null) {
            watch = node("");
        }
        return this;
    }

    /** What another process, or another node, looks with. */
    AlertWatch node(String name) {
        return new AlertWatch(
                ledger,
                () -> rules,
                new Surroundings(
                        name, () -> Optional.ofNullable(full.get()), () -> refused, () -> Optional.of("https://ops/")),
                clock);
    }

    Ledger ledger() {
        return ledger;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    void fill(String why) {
        full.set(why);
    }

    /** What is said by looking once, each message's body. */
    List<JsonNode> look() {
        return look(watch);
    }

    List<JsonNode> look(AlertWatch by) {
        int before = messages.size();
        by.look();
        // What was written is announced before anything else is written.
        ledger.alerts().begin(List.of()).join();
        return messages.subList(before, messages.size()).stream()
                .map(message -> TestServer.json(new String(message.event().body(), StandardCharsets.UTF_8)))
                .toList();
    }

    /** What is said after a time. */
    List<JsonNode> lookAfter(String time) {
        pass(dev.hookwright.retry.Durations.parse(time));
        return look();
    }

    News.Received lastMessage() {
        return messages.get(messages.size() - 1);
    }

    List<AlertStanding> standings() {
        return watch.standings();
    }

    Run receive(String endpoint, String route) {
        Event event = new Event(
                Ids.next(clock.millis()),
                endpoint,
                "unsigned",
                "a.b",
                null,
                clock.instant(),
                null,
                Map.of(),
                Map.of(),
                new byte[0],
                null);
        Accepted accepted = ledger.accept(event, List.of(route), true).join();
        return accepted.runs().get(0);
    }

    void kill(Run run) {
        assertThat(ledger.update(run.started().dead("HTTP 401 Unauthorized", clock.instant()))
                        .join())
                .isEqualTo(1);
    }

    /** As many events whose run of the route dies at once; the ids of the events. */
    List<String> die(String route, int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Run run = receive("shop", route);
            kill(run);
            events.add(Ids.text(Ids.EVENT, run.eventId()));
        }
        return events;
    }

    void refuse(String endpoint, String code, int count) {
        for (int i = 0; i < count; i++) {
            ledger.reject(new Rejection(
                            Ids.next(clock.millis()),
                            endpoint,
                            clock.instant(),
                            401,
                            code,
                            "why",
                            "POST",
                            null,
                            Map.of(),
                            Map.of(),
                            null,
                            new byte[0],
                            0,
                            null))
                    .join();
            refused++;
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}
