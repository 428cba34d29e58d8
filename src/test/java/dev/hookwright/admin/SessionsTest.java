package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerStore;
import dev.hookwright.ledger.PageSession;
import dev.hookwright.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions as the ledger has them, beside those that a node knows. */
class SessionsTest {
    private final SettableClock clock = new SettableClock();
    private final Ledger ledger = LedgerStore.openInMemory(clock);
    private final Sessions sessions = new Sessions(ledger);

    @AfterEach
    void close() {
        ledger.close();
    }

    private String open() {
        return sessions.open(new Caller("anna", Role.VIEWER), "https://sso.example.com", "::1");
    }

    private Instant noted() {
        // What is written behind is there when what is written after it is.
        ledger.pageSessions().closeOf("none").join();
        return ledger.pageSessions().all().get(0).seenAt();
    }

    @Test
    void a_use_is_noted_once_a_minute() {
        String cookie = open();
        Instant opened = clock.instant();
        clock.advance(Duration.ofSeconds(59));
        sessions.use(cookie);
        assertThat(noted()).isEqualTo(opened);
        clock.advance(Duration.ofSeconds(1));
        sessions.use(cookie);
        assertThat(noted()).isEqualTo(opened.plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));
        sessions.use(cookie);
        assertThat(noted()).isEqualTo(opened.plusSeconds(60));
        assertThat(sessions.all()).extracting(PageSession::seenAt).containsExactly(opened.plusSeconds(119));
    }

    @Test
    void what_is_used_now_and_then_is_not_deleted_before_it_is_over() {
        String cookie = open();
        clock.advance(Duration.ofSeconds(59));
        sessions.use(cookie);
        clock.advance(Sessions.LONGEST_IDLE.minusSeconds(1));
        sessions.deleteOver();
        assertThat(sessions.use(cookie)).isPresent();
        assertThat(ledger.pageSessions().all()).hasSize(1);
        clock.advance(Sessions.LONGEST_IDLE);
        assertThat(sessions.use(cookie)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        sessions.deleteOver();
        assertThat(ledger.pageSessions().all()).isEmpty();
    }

    @Test
    void the_ledger_holds_no_cookie_and_not_without_bound_many_sessions() {
        String ofAnother = sessions.open(new Caller("bob", Role.ADMIN), "https://sso.example.com", "::1");
        String first = open();
        clock.advance(Duration.ofMillis(1));
        List<String> others = Stream.generate(this::open).limit(999).toList();
        assertThat(sessions.look(first)).isEmpty();
        assertThat(sessions.look(ofAnother)).as("nobody signs out another").isPresent();
        assertThat(sessions.look(others.get(0))).isPresent();
        assertThat(ledger.pageSessions().all())
                .hasSize(1_000)
                .noneMatch(session -> session.toString().contains(others.get(0))
                        || session.toString().contains(Sessions.csrf(others.get(0))));
    }
}
