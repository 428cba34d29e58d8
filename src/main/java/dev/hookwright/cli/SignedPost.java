package dev.hookwright.cli;

import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Draft;
import dev.hookwright.provider.LocalKeys;
import dev.hookwright.provider.SignedRequest;
import dev.hookwright.provider.TriggerKeys;
import dev.hookwright.provider.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Posts to an endpoint as its provider would. */
final class SignedPost {
    private static final Duration STALE_BY = Duration.ofDays(1);

    private final Endpoint endpoint;
    private final String url;
    private final LocalKeys keys;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param keys to sign with where only the provider has the private key */
    SignedPost(Endpoint endpoint, String url, LocalKeys keys) {
        this.endpoint = endpoint;
        this.url = url;
        this.keys = keys;
    }

    /** How the request differs from a good one. */
    enum Variant {
        BAD_SIGNATURE,
        STALE,
        DUPLICATE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    record Answer(int status, String body) {
        /** Some providers are answered a text of their own, which does not tell. */
        boolean saysAccepted() {
            return body.contains("\"status\":\"accepted\"");
        }
    }

    /**
     * Posts, twice for a duplicate.
     *
     * @throws CommandFailed rather than post what the endpoint would take for something else
     */
    List<Answer> send(Draft draft, @Nullable Variant variant) throws InterruptedException {
        if (endpoint.provider().capturesSecret() && endpoint.credentials().hasNoSecret()) {
            throw new CommandFailed(
                    ExitStatus.WRONG,
                    endpoint.provider().title() + " names its secret itself, and only the server holds it (put it under"
                            + " secrets: too, ./hookwright secrets " + endpoint.name() + " --show ID prints it)");
        }
        SignedRequest request = made(draft, variant);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < (variant == Variant.DUPLICATE ? 2 : 1); i++) {
            answers.add(post(request));
        }
        return answers;
    }

    private SignedRequest made(Draft draft, @Nullable Variant variant) {
        if (variant == Variant.BAD_SIGNATURE) {
            return forged(draft);
        }
        boolean stale = variant == Variant.STALE;
        Instant now = Instant.now();
        SignedRequest request = signed(draft, endpoint.credentials(), stale ? now.minus(STALE_BY) : now, keys);
        Verdict verdict = verdict(request, now);
        if (stale && verdict instanceof Verdict.Verified) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    endpoint.provider().title() + " signs no time that is held to a limit, so that an old request would"
                            + " be accepted (leave out --variant stale)");
        }
        if (!stale && verdict instanceof Verdict.Refused refused) {
            throw cannotBeMade(refused.detail());
        }
        return request;
    }

    /** With the first secret of the right form that is another one, which not every changed letter makes. */
    private SignedRequest forged(Draft draft) {
        Instant now = Instant.now();
        SignedRequest best = null;
        for (Credentials others : OtherSecrets.than(endpoint.credentials())) {
            try {
                SignedRequest request = signed(draft, others, now, TriggerKeys.unknown());
                Verdict verdict = verdict(request, now);
                if (verdict instanceof Verdict.Refused refused) {
                    best = request;
                    if (refused.reason() == Verdict.Reason.MISMATCH) {
                        break;
                    }
                }
            } catch (CommandFailed e) {
                // Not of the right form; the next one may be.
            }
        }
        if (best == null) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    endpoint.provider().title() + " has no signature that could be wrong (leave out --variant"
                            + " bad-signature)");
        }
        return best;
    }

    private SignedRequest signed(Draft draft, Credentials credentials, Instant at, LocalKeys with) {
        try {
            return endpoint.provider().sign(draft, credentials, at, with);
        } catch (IllegalArgumentException e) {
            throw cannotBeMade(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CommandFailed(ExitStatus.WRONG, e.getMessage() + " (check --data, the server's data folder)");
        }
    }

    private CommandFailed cannotBeMade(String why) {
        return new CommandFailed(
                ExitStatus.WRONG, "a request of " + endpoint.provider().title() + " cannot be made: " + why);
    }

    /** What the endpoint will say. */
    private Verdict verdict(SignedRequest request, Instant now) {
        Verdict verdict =
                endpoint.provider().verify(request.received(), endpoint.credentials(), now, endpoint.tolerance());
        return verdict instanceof Verdict.Verified
                ? verdict
                : endpoint.provider()
                        .verifyLocally(request.received(), endpoint.credentials(), now, endpoint.tolerance(), keys);
    }

    private Answer post(SignedRequest signed) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + signed.query()))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(signed.body()));
        signed.headers().forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.NOT_REACHABLE,
                    "no server is reachable at " + url + " (start one with ./hookwright run, or give --url)");
        }
    }
}
