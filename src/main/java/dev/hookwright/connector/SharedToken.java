package dev.hookwright.connector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The access token of one credential for all runs. However many want it, one request for it is under way. */
final class SharedToken {
    /** Vendors limit how many tokens they give: Zoho ten in ten minutes. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Source source;
    private final InstantSource clock;
    private final Consumer<String> secrets;
    private @Nullable AccessToken token;
    private boolean replacing;
    /** A token that took the place of a refused one and has not been taken by the vendor yet. */
    private @Nullable AccessToken doubtful;

    private @Nullable String refreshToken;
    private @Nullable CompletableFuture<AccessToken> underWay;

    /** @param secrets is told of every token that is fetched */
    SharedToken(Source source, InstantSource clock, Consumer<String> secrets) {
        this.source = source;
        this.clock = clock;
        this.secrets = secrets;
    }

    interface Source {
        /** @param refreshToken that the last answer brought; null if it brought none */
        AccessToken ask(@Nullable String refreshToken) throws Exception;
    }

    /** The token, fetched if there is none that holds; those who wait for the same request share its failure. */
    AccessToken get() throws Exception {
        CompletableFuture<AccessToken> answer;
        String rotated;
        synchronized (this) {
            if (token != null && token.isFresh(clock.instant())) {
                return token;
            }
            if (underWay != null) {
                answer = underWay;
                rotated = null;
            } else {
                answer = null;
                underWay = new CompletableFuture<>();
                rotated = refreshToken;
            }
        }
        return answer == null ? fetch(rotated) : await(answer);
    }

    /**
     * Takes a token away that the vendor refused, unless there is a newer one already.
     *
     * @return false if a new one would not help: this one is new, and the one before was refused too
     */
    synchronized boolean refused(AccessToken seen) {
        if (!seen.equals(token)) {
            return true;
        }
        if (seen.equals(doubtful) && clock.instant().isBefore(seen.fetched().plus(PAUSE))) {
            return false;
        }
        token = null;
        replacing = true;
        return true;
    }

    synchronized void worked(AccessToken seen) {
        if (seen.equals(doubtful)) {
            doubtful = null;
        }
    }

    private AccessToken fetch(@Nullable String rotated) throws Exception {
        try {
            AccessToken fetched = source.ask(rotated);
            secrets.accept(fetched.value());
            if (fetched.refreshToken() != null) {
                secrets.accept(fetched.refreshToken());
            }
            ended(fetched).complete(fetched);
            return fetched;
        } catch (Exception | Error e) {
            ended(null).completeExceptionally(e);
            throw e;
        }
    }

    private synchronized CompletableFuture<AccessToken> ended(@Nullable AccessToken fetched) {
        CompletableFuture<AccessToken> ended = underWay;
        underWay = null;
        if (fetched != null) {
            token = fetched;
            doubtful = replacing ? fetched : null;
            replacing = false;
            refreshToken = fetched.refreshToken() == null ? refreshToken : fetched.refreshToken();
        }
        return ended == null ? new CompletableFuture<>() : ended;
    }

    private static AccessToken await(CompletableFuture<AccessToken> answer) throws Exception {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
