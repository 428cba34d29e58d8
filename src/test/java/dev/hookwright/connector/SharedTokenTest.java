package dev.hookwright.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookwright.testing.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedTokenTest {
    private final SettableClock clock = new SettableClock();
    private final List<String> secrets = new ArrayList<>();
    private final List<String> refreshTokens = new ArrayList<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private Duration lifetime = Duration.ofHours(1);
    private final SharedToken token = new SharedToken(
            refreshToken -> {
                refreshTokens.add(refreshToken);
                int number = fetched.incrementAndGet();
                return new AccessToken("token-" + number, clock.instant(), lifetime, "refresh-" + number);
            },
            clock,
            secrets::add);

    @Test
    void a_token_is_used_until_a_minute_before_it_ends() throws Exception {
        assertThat(token.get().value()).isEqualTo("token-1");
        clock.advance(Duration.ofMinutes(58));
        assertThat(token.get().value()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(61));
        assertThat(token.get().value()).isEqualTo("token-2");
    }

    @Test
    void a_short_token_is_used_for_nine_tenths_of_its_life() throws Exception {
        lifetime = Duration.ofSeconds(30);
        token.get();
        clock.advance(Duration.ofSeconds(26));
        assertThat(token.get().value()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(token.get().value()).isEqualTo("token-2");
    }

    @Test
    void a_token_of_unknown_life_is_used_until_it_is_refused() throws Exception {
        lifetime = null;
        AccessToken first = token.get();
        clock.advance(Duration.ofDays(9));
        assertThat(token.get()).isEqualTo(first);
        token.refused(first);
        assertThat(token.get().value()).isEqualTo("token-2");
    }

    @Test
    void a_token_that_was_replaced_already_is_not_replaced_again() throws Exception {
        AccessToken first = token.get();
        token.refused(first);
        token.get();
        token.refused(first);
        assertThat(token.get().value()).isEqualTo("token-2");
    }

    @Test
    void where_no_token_is_taken_there_is_a_new_one_each_minute_at_most() throws Exception {
        assertThat(token.refused(token.get())).isTrue();
        AccessToken second = token.get();
        assertThat(token.refused(second)).isFalse();
        assertThat(token.get()).isEqualTo(second);
        clock.advance(Duration.ofSeconds(61));
        assertThat(token.refused(second)).isTrue();
        assertThat(token.get().value()).isEqualTo("token-3");
    }

    @Test
    void a_token_that_was_taken_once_is_replaced_when_it_is_refused() throws Exception {
        token.refused(token.get());
        AccessToken second = token.get();
        token.worked(second);
        assertThat(token.refused(second)).isTrue();
        assertThat(token.get().value()).isEqualTo("token-3");
    }

    @Test
    void the_newest_refresh_token_is_the_next_one_to_be_used_and_all_are_told() throws Exception {
        token.refused(token.get());
        token.get();
        assertThat(refreshTokens).containsExactly(null, "refresh-1");
        assertThat(secrets).containsExactly("token-1", "refresh-1", "token-2", "refresh-2");
    }

    @Test
    void all_who_want_a_token_at_once_wait_for_one_request_and_share_its_end() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<AccessToken> answer = new CompletableFuture<>();
        AtomicInteger requests = new AtomicInteger();
        SharedToken slow = new SharedToken(
                refreshToken -> {
                    requests.incrementAndGet();
                    asked.countDown();
                    try {
                        return answer.get();
                    } catch (ExecutionException e) {
                        throw (IOException) e.getCause();
                    }
                },
                clock,
                secret -> {});
        List<Thread> threads = new ArrayList<>();
        AtomicInteger failed = new AtomicInteger();
        Runnable get = () -> {
            try {
                slow.get();
            } catch (IOException e) {
                failed.incrementAndGet();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        threads.add(new Thread(get));
        threads.get(0).start();
        asked.await();
        for (int i = 0; i < 5; i++) {
            Thread thread = new Thread(get);
            threads.add(thread);
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        answer.completeExceptionally(new IOException("away"));
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(requests).hasValue(1);
        assertThat(failed).hasValue(6);
        assertThatThrownBy(slow::get).isInstanceOf(IOException.class);
        assertThat(requests).hasValue(2);
    }
}
