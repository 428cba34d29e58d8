package dev.hookwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Watches a replay by filter until all of its runs have ended. */
final class ReplayProgress {
    private static final int WIDTH = 30;
    private static final long LOOK = 500;

    private final ServerOptions server;
    private final PrintStream out;
    private final boolean drawn;

    /** @param drawn whether a bar is to be drawn */
    ReplayProgress(ServerOptions server, PrintStream out, boolean drawn) {
        this.server = server;
        this.out = out;
        this.drawn = drawn;
    }

    /** Gives how it stands at its end. */
    JsonNode watch(String id) {
        while (true) {
            JsonNode replay = server.get("/replays/" + PathSegment.of(id), Map.of());
            if (drawn) {
                out.print("\r" + bar(replay) + " ");
                out.flush();
            }
            if (hasEnded(replay)) {
                if (drawn) {
                    out.println();
                }
                return replay;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailed(130, "interrupted; the replay goes on");
            }
        }
    }

    private static boolean hasEnded(JsonNode replay) {
        return !replay.path("status").asText().equals("running")
                && replay.path("succeeded").asLong() + replay.path("failed").asLong()
                        >= replay.path("started").asLong();
    }

    /** By events that were begun; what became of their runs stands behind it. */
    static String bar(JsonNode replay) {
        long matched = replay.path("matched").asLong();
        long ended = replay.path("succeeded").asLong() + replay.path("failed").asLong();
        long all = Math.max(
                Math.max(
                        matched,
                        replay.path("started").asLong() + replay.path("skipped").asLong()),
                1);
        long done = Math.min(ended + replay.path("skipped").asLong(), all);
        boolean over = hasEnded(replay);
        int filled = over ? WIDTH : (int) (WIDTH * done / all);
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + (over ? all : done) + "/" + all + ", "
                + summary(replay);
    }

    static String summary(JsonNode replay) {
        StringBuilder text = new StringBuilder()
                .append(replay.path("succeeded").asLong())
                .append(" succeeded, ")
                .append(replay.path("failed").asLong())
                .append(" failed");
        long skipped = replay.path("skipped").asLong();
        return skipped == 0
                ? text.toString()
                : text.append(", ")
                        .append(skipped)
                        .append(" skipped (nothing to run, or no payload)")
                        .toString();
    }
}
