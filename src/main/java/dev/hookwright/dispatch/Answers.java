package dev.hookwright.dispatch;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The senders who wait for what becomes of a run. Whoever waits says how long: nothing else ends a wait for sure. */
public final class Answers {
    static final Answer NOT_YET = new Answer(null, false);

    private final Map<UUID, CompletableFuture<Answer>> awaited = new ConcurrentHashMap<>();

    /**
     * How a run stands once its first drive has ended.
     *
     * @param answer the route's; null if it has not succeeded
     * @param dead whether it never will, by itself
     */
    public record Answer(@Nullable RouteAnswer answer, boolean dead) {}

    /** To be asked before anybody can have begun the run. */
    public CompletableFuture<Answer> await(UUID run) {
        CompletableFuture<Answer> answer = awaited.computeIfAbsent(run, id -> new CompletableFuture<>());
        var unused = answer.whenComplete((done, failure) -> awaited.remove(run, answer));
        return answer;
    }

    boolean isAwaited(UUID run) {
        return awaited.containsKey(run);
    }

    void tell(UUID run, Answer answer) {
        CompletableFuture<Answer> waiting = awaited.get(run);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    /** Nothing more is known soon. */
    void tellAll() {
        awaited.values().forEach(waiting -> waiting.complete(NOT_YET));
    }
}
