package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may use the admin API and what was changed through it, whatever database the ledger stands on. */
abstract class AccessContract extends LedgerTests {
    static AccessToken token(String name, @Nullable Instant expiresAt) {
        return new AccessToken(
                Ids.next(NOW.toEpochMilli()),
                name,
                "viewer",
                "hwt_abc",
                "digest of " + name,
                NOW,
                "admin",
                expiresAt,
                null);
    }

    private static AuditEntry entry(Instant at, String target, @Nullable String reason) {
        return new AuditEntry(
                new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | 1),
                at,
                "anna",
                "operator",
                "::1",
                "POST /x/{id}",
                target,
                reason,
                202);
    }

    @Test
    void a_token_is_kept_until_it_is_revoked() {
        AccessToken first = token("grafana", null);
        AccessToken second = token("anna", NOW.plusSeconds(60));
        assertThat(ledger.accessTokens().create(first).join()).isTrue();
        assertThat(ledger.accessTokens().create(second).join()).isTrue();
        close();
        ledger = open();
        assertThat(ledger.accessTokens().all()).containsExactly(second, first);
        assertThat(ledger.accessTokens().revoke(first.id()).join()).isEqualTo(1);
        assertThat(ledger.accessTokens().revoke(first.id()).join()).isZero();
        assertThat(ledger.accessTokens().all()).containsExactly(second);
    }

    @Test
    void no_two_tokens_have_the_same_name() {
        AccessToken first = token("anna", null);
        ledger.accessTokens().create(first).join();
        AccessToken other = new AccessToken(
                Ids.next(NOW.toEpochMilli()), "anna", "admin", "hwt_xyz", "another", NOW, "admin", null, null);
        assertThat(ledger.accessTokens().create(other).join()).isFalse();
        assertThat(ledger.accessTokens().all()).containsExactly(first);
    }

    @Test
    void a_token_takes_the_name_of_one_that_has_expired() {
        AccessToken first = token("anna", NOW.minusSeconds(1));
        ledger.accessTokens().create(first).join();
        AccessToken other = new AccessToken(
                Ids.next(NOW.toEpochMilli()), "anna", "admin", "hwt_xyz", "another", NOW, "admin", null, null);
        assertThat(ledger.accessTokens().create(other).join()).isTrue();
        assertThat(ledger.accessTokens().all()).containsExactly(other);
    }

    @Test
    void the_last_use_of_a_token_never_goes_back() {
        AccessToken token = token("anna", null);
        ledger.accessTokens().create(token).join();
        ledger.accessTokens().used(token.id(), NOW.plusSeconds(9)).join();
        ledger.accessTokens().used(token.id(), NOW.plusSeconds(3)).join();
        assertThat(ledger.accessTokens().all().get(0).lastUsedAt()).isEqualTo(NOW.plusSeconds(9));
    }

    private static PageSession session(String digest, @Nullable String token, Instant openedAt) {
        return new PageSession(
                Ids.next(NOW.toEpochMilli()), digest, token, null, "anna", "viewer", "::1", openedAt, openedAt);
    }

    @Test
    void a_session_is_kept_until_it_is_closed_or_its_token_goes_or_it_is_over() {
        PageSession first = session("a", "token", NOW);
        PageSession second = session("b", null, NOW);
        PageSession third = session("c", "token", NOW);
        PageSession old = session("d", null, NOW.minusSeconds(90));
        for (PageSession each : List.of(first, second, third, old)) {
            ledger.pageSessions().open(each).join();
        }
        close();
        ledger = open();
        assertThat(ledger.pageSessions().all()).containsExactly(old, third, second, first);
        assertThat(ledger.pageSessions().find("b")).hasValue(second);
        assertThat(ledger.pageSessions()
                        .deleteOver(NOW.minusSeconds(90), NOW.minusSeconds(100))
                        .join())
                .isEqualTo(1);
        assertThat(ledger.pageSessions().close(first.id()).join()).isEqualTo(1);
        assertThat(ledger.pageSessions().closeOf("token").join()).isEqualTo(1);
        assertThat(ledger.pageSessions().all()).containsExactly(second);
    }

    @Test
    void the_last_use_of_a_session_never_goes_back() {
        PageSession session = session("a", null, NOW);
        ledger.pageSessions().open(session).join();
        ledger.pageSessions().seen(session.id(), NOW.plusSeconds(9)).join();
        ledger.pageSessions().seen(session.id(), NOW.plusSeconds(3)).join();
        assertThat(ledger.pageSessions().all()).containsExactly(session.seen(NOW.plusSeconds(9)));
    }

    @Test
    void changes_are_listed_newest_first_a_page_at_a_time_until_they_are_old() {
        AuditEntry old = entry(NOW.minus(Duration.ofDays(9)), "/x/1", null);
        AuditEntry first = entry(NOW, "/x/2", "käse\n\u0000");
        AuditEntry second = entry(NOW.plusMillis(5), "/x/3", "why");
        ledger.audit().keep(old).join();
        ledger.audit().keep(first).join();
        ledger.audit().keep(second).join();
        assertThat(ledger.audit().list(null, 1)).containsExactly(second);
        assertThat(ledger.audit().list(second.id(), 9))
                .extracting(AuditEntry::target)
                .containsExactly("/x/2", "/x/1");
        assertThat(ledger.audit().deleteBefore(NOW.minus(Duration.ofDays(1))).join())
                .isEqualTo(1);
        assertThat(ledger.audit().list(null, 9)).extracting(AuditEntry::target).containsExactly("/x/3", "/x/2");
    }
}
