package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a running server sends as it happens, for as long as one listens. A connection that is lost is made again, and
 * goes on behind the last event that was dealt with: none is left out, and none is told of twice.
 */
final class EventStream {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final int REMEMBERED = 10_000;

    private final ServerOptions server;
    private final Map<String, String> parameters;
    private final AtomicLong lastSign = new AtomicLong();
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private @Nullable String lastId;
    private boolean wasConnected;

    EventStream(ServerOptions server, Map<String, String> parameters) {
        this.server = server;
        this.parameters = parameters;
    }

    /** Told of each message, one after the other. */
    interface Listener {
        /** @param kind event, run or step */
        void hear(String kind, JsonNode data);
    }

    /** Ends only when the server does not let us listen, or has nothing of that name to tell of. */
    void listen(Listener listener, String greeting) throws InterruptedException {
        named("endpoint", "/endpoints/");
        named("route", "/routes/");
        Duration wait = FIRST_WAIT;
        while (true) {
            Map<String, String> headers = lastId == null ? Map.of() : Map.of("Last-Event-ID", lastId);
            try (ServerStream stream = server.stream("/stream", parameters, headers)) {
                System.err.println(wasConnected ? "connected again" : greeting);
                wasConnected = true;
                wait = FIRST_WAIT;
                read(stream, listener);
                System.err.println("the server has ended the connection; trying again");
            } catch (CommandFailed e) {
                boolean passes = e.isPassing() || e.status() == ExitStatus.NOT_REACHABLE;
                if (!wasConnected || !passes) {
                    throw e;
                }
                if (e.isPassing()) {
                    System.err.println(e.getMessage() + " (trying again)");
                }
            } catch (IOException e) {
                System.err.println("the connection is lost; trying again");
            }
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    private void named(String parameter, String path) {
        String name = parameters.get(parameter);
        if (name != null) {
            var unused = server.get(path + PathSegment.of(name), Map.of());
        }
    }

    private void read(ServerStream stream, Listener listener) throws IOException {
        lastSign.set(System.nanoTime());
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(EventStream::thread);
        var unused = watch.scheduleWithFixedDelay(() -> endIfSilent(stream), 1, 1, TimeUnit.SECONDS);
        try (BufferedReader lines = stream.lines()) {
            String kind = "";
            String id = null;
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastSign.set(System.nanoTime());
                if (line.startsWith("event: ")) {
                    kind = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.isEmpty() && !kind.isEmpty()) {
                    if (kind.equals("lag")) {
                        // Behind what was dealt with last, the server has what was lost.
                        return;
                    }
                    deliver(listener, kind, id, data);
                    kind = "";
                    id = null;
                }
            }
        } finally {
            watch.shutdownNow();
        }
    }

    private void deliver(Listener listener, String kind, @Nullable String id, String data) throws IOException {
        if (id != null && seen.putIfAbsent(id, true) != null) {
            return;
        }
        listener.hear(kind, MAPPER.readTree(data));
        lastId = id == null ? lastId : id;
        lastSign.set(System.nanoTime());
    }

    private void endIfSilent(ServerStream stream) {
        if (System.nanoTime() - lastSign.get() > SILENCE.toNanos()) {
            try {
                stream.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "watch");
        thread.setDaemon(true);
        return thread;
    }
}
