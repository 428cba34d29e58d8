package dev.hookwright.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.provider.Download;
import dev.hookwright.provider.Downloads.State;
import dev.hookwright.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What strangers can cause by naming addresses is bounded. */
class CachedDownloadsTest {
    private static final Duration KEPT = Duration.ofHours(2);

    private final SettableClock clock = new SettableClock();
    private final List<String> calls = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean reachable = true;

    private final CachedDownloads downloads = new CachedDownloads(this::fetch, waiting::add, clock);

    private String fetch(Download download) throws IOException {
        calls.add(download.toString());
        if (!reachable) {
            throw new IOException("the answer is 500");
        }
        return "text " + calls.size();
    }

    private static Download download(String provider, String name) {
        return new Download(provider, URI.create("https://keys.example/" + name), null, KEPT);
    }

    private void fetchNow(Download download) {
        CompletableFuture<Void> done = downloads.start(download);
        work();
        assertThat(done).isDone();
    }

    private void work() {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void what_was_downloaded_is_there_for_its_time_and_its_address_only() {
        Download one = download("acme", "one");
        assertThat(downloads.look(one)).isEqualTo(new State.NotYet());
        fetchNow(one);
        clock.advance(Duration.ofSeconds(90));
        assertThat(downloads.look(one)).isEqualTo(new State.Here("text 1", Duration.ofSeconds(90)));
        assertThat(downloads.look(download("acme", "two"))).isEqualTo(new State.NotYet());
        assertThat(downloads.look(new Download("acme", one.url(), "{}", KEPT))).isEqualTo(new State.NotYet());
        clock.advance(KEPT.minusSeconds(90));
        assertThat(downloads.look(one)).isEqualTo(new State.NotYet());
    }

    @Test
    void there_is_one_call_at_a_time_for_an_address() {
        Download one = download("acme", "one");
        CompletableFuture<Void> first = downloads.start(one);
        CompletableFuture<Void> second = downloads.start(one);
        assertThat(first).isNotDone().isSameAs(second);
        work();
        assertThat(calls).hasSize(1);
        assertThat(second).isDone();
    }

    @Test
    void a_failure_is_kept_for_a_while_and_what_was_there_before_stays() {
        Download one = download("acme", "one");
        reachable = false;
        fetchNow(one);
        fetchNow(one);
        assertThat(calls).hasSize(1);
        assertThat(downloads.look(one)).isEqualTo(new State.Failed("the answer is 500"));
        clock.advance(CachedDownloads.FAILED_FOR);
        assertThat(downloads.look(one)).isEqualTo(new State.NotYet());
        reachable = true;
        fetchNow(one);
        reachable = false;
        fetchNow(one);
        assertThat(downloads.look(one)).isInstanceOf(State.Here.class);
    }

    @Test
    void a_provider_is_called_so_often_and_not_more_and_another_is_not_held_up_by_it() {
        for (int i = 0; i < 3 * CallLimit.AT_ONCE; i++) {
            fetchNow(download("acme", "stranger-" + i));
        }
        assertThat(calls).hasSize(CallLimit.AT_ONCE);
        assertThat(downloads.look(download("acme", "stranger-29")))
                .isEqualTo(new State.Failed("too many were asked for in a short time"));
        fetchNow(download("other", "key"));
        assertThat(calls).hasSize(CallLimit.AT_ONCE + 1);
        clock.advance(CallLimit.ONE_EVERY);
        fetchNow(download("acme", "stranger-29"));
        fetchNow(download("acme", "stranger-28"));
        assertThat(calls).hasSize(CallLimit.AT_ONCE + 2);
    }

    @Test
    void no_more_than_so_many_are_kept() {
        for (int i = 0; i <= CachedDownloads.MOST; i++) {
            clock.advance(CallLimit.ONE_EVERY);
            fetchNow(download("acme", "key-" + i));
            downloads.look(download("acme", "key-0"));
        }
        assertThat(calls).hasSize(CachedDownloads.MOST + 1);
        assertThat(downloads.look(download("acme", "key-0"))).isInstanceOf(State.Here.class);
        assertThat(downloads.look(download("acme", "key-1"))).isEqualTo(new State.NotYet());
    }
}
