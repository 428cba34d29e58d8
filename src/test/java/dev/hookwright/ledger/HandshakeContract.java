package dev.hookwright.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a ledger keeps so that senders can be told from strangers: secrets that were named, nonces that were shown. */
abstract class HandshakeContract extends LedgerTests {
    /** Another node of the same database, or the same one where there can be but one. */
    abstract Ledger other();

    private static CompletableFuture<List<Accepted>> accept(Ledger at, String nonce, String... keys) {
        List<NewEvent> events = new ArrayList<>();
        for (String key : keys) {
            events.add(new NewEvent(event(key, new byte[1]), List.of("r")));
        }
        return at.acceptAll(events, false, nonce);
    }

    private static List<String> pending(Ledger at) {
        return at.secrets().of("shop").stream().map(CapturedSecret::secret).toList();
    }

    @Test
    void of_requests_that_show_one_nonce_at_once_one_is_taken() {
        Ledger other = other();
        List<CompletableFuture<List<Accepted>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(accept(i % 2 == 0 ? ledger : other, "nonce", "k" + i, "l" + i));
        }
        List<List<Accepted>> taken = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> !answer.isEmpty())
                .toList();
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0)).hasSize(2).noneMatch(Accepted::duplicate);
        assertThat(ledger.queue().takeReady(1_000)).hasSize(2);
    }

    @Test
    void of_the_very_same_request_many_times_at_once_one_is_first_and_none_is_refused() {
        Ledger other = other();
        List<CompletableFuture<List<Accepted>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(accept(i % 2 == 0 ? ledger : other, "nonce", "a", "b"));
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).hasSize(2));
        assertThat(answers.stream().flatMap(answer -> answer.join().stream()).filter(one -> !one.duplicate()))
                .hasSize(2);
    }

    @Test
    void a_request_that_shows_a_used_nonce_and_has_anything_new_to_say_leaves_nothing() {
        accept(ledger, "nonce", "a").join();
        assertThat(accept(ledger, "nonce", "a", "new").join()).isEmpty();
        assertThat(accept(ledger, "other", "new").join().get(0).duplicate()).isFalse();
        ledger.close();
        ledger = open();
        assertThat(accept(ledger, "nonce", "newer").join()).isEmpty();
    }

    @Test
    void a_secret_counts_on_every_node_once_it_is_confirmed() {
        ledger.secrets().keep("shop", "hush", "10.0.0.1").join();
        ledger.secrets().keep("shop", "hush", "10.0.0.2").join();
        CapturedSecret secret = other().secrets().of("shop").get(0);
        assertThat(pending(ledger)).containsExactly("hush");
        assertThat(secret.confirmedAt()).isNull();
        assertThat(ledger.secrets().confirmed()).isEmpty();
        assertThat(ledger.secrets().confirm("elsewhere", secret.id()).join()).isZero();
        assertThat(ledger.secrets().confirm("shop", secret.id()).join()).isEqualTo(1);
        assertThat(other().secrets().confirmed()).singleElement().satisfies(confirmed -> {
            assertThat(confirmed.secret()).isEqualTo("hush");
            assertThat(confirmed.confirmedAt()).isEqualTo(NOW);
        });
        assertThat(ledger.secrets().delete("shop", secret.id()).join()).isEqualTo(1);
        assertThat(ledger.secrets().confirmed()).isEmpty();
    }

    @Test
    void the_newest_secrets_wait_and_one_address_cannot_push_out_the_others() {
        ledger.secrets().keep("shop", "confirmed", "10.0.0.9").join();
        ledger.secrets()
                .confirm("shop", ledger.secrets().of("shop").get(0).id())
                .join();
        ledger.secrets().keep("shop", "genuine", "10.0.0.1").join();
        for (int i = 0; i < 10; i++) {
            ledger.secrets().keep("shop", "flood" + i, "10.0.0.2").join();
        }
        assertThat(pending(ledger)).containsExactly("flood9", "flood8", "flood7", "genuine", "confirmed");
        assertThat(ledger.secrets().lost("shop")).isEqualTo(7);
        for (int i = 0; i < 8; i++) {
            ledger.secrets().keep("shop", "crowd" + i, "10.0.1." + i).join();
        }
        assertThat(pending(ledger))
                .hasSize(CapturedSecrets.MOST_PENDING + 1)
                .startsWith("crowd7")
                .endsWith("flood8", "confirmed");
        assertThatThrownBy(() ->
                        ledger.secrets().keep("shop", "too many", "10.0.0.3").join())
                .hasCauseInstanceOf(LedgerUnavailable.class);
        ledger.secrets().keep("elsewhere", "first", "10.0.0.3").join();
    }
}
