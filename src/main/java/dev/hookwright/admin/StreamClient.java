package dev.hookwright.admin;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One who listens. Whoever has news leaves it in a queue and goes on; the client's event loop sends it as fast as the
 * client reads. When the queue is full the oldest goes, and the client is told.
 */
final class StreamClient {
    private static final int LONGEST_QUEUE = 2_000;

    private final Context loop;
    private final HttpServerResponse response;
    private final Predicate<StreamMessage> wanted;
    private final Function<StreamMessage, String> text;
    private final Deque<StreamMessage> queue = new ArrayDeque<>();
    /** Sent while catching up, and perhaps in the queue as well. Used on the loop only. */
    private final Set<UUID> caughtUp = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        /** Those before are too old to be in the queue: of many that were missed the last are enough. */
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > 2 * LONGEST_QUEUE;
        }
    });

    private boolean scheduled;
    private long lost;
    private boolean live;

    /** @param text what of a message the client sees */
    StreamClient(
            Context loop,
            HttpServerResponse response,
            Predicate<StreamMessage> wanted,
            Function<StreamMessage, String> text) {
        this.text = text;
        this.loop = loop;
        this.response = response;
        this.wanted = wanted;
    }

    /** By any thread; never blocks. */
    void offer(StreamMessage message) {
        if (!wanted.test(message)) {
            return;
        }
        synchronized (this) {
            if (queue.size() == LONGEST_QUEUE) {
                queue.removeFirst();
                lost++;
            }
            queue.addLast(message);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        loop.runOnContext(ignored -> send());
    }

    /** On the loop: what was missed goes ahead of what is queued. */
    void catchUp(StreamMessage missed) {
        UUID id = missed.received();
        if (id != null && wanted.test(missed)) {
            caughtUp.add(id);
            write(text.apply(missed));
        }
    }

    /** On the loop: nothing was missed, or all of it is sent. */
    void goLive() {
        live = true;
        send();
    }

    /** On the loop. */
    void heartbeat() {
        write(": still here\n\n");
    }

    private void send() {
        while (live && !response.ended() && !response.closed()) {
            if (response.writeQueueFull()) {
                // Whoever comes meanwhile finds it scheduled already.
                response.drainHandler(ignored -> send());
                return;
            }
            StreamMessage next;
            long dropped;
            synchronized (this) {
                next = queue.pollFirst();
                dropped = lost;
                lost = 0;
                if (next == null) {
                    scheduled = false;
                }
            }
            if (dropped > 0) {
                write("event: lag\ndata: {\"lost\":" + dropped + "}\n\n");
            }
            if (next == null) {
                return;
            }
            UUID id = next.received();
            if (id == null || !caughtUp.remove(id)) {
                write(text.apply(next));
            }
        }
    }

    private void write(String text) {
        if (!response.ended() && !response.closed()) {
            var unused = response.write(text);
        }
    }
}
