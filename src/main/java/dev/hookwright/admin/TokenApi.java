package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.ledger.AccessToken;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.retry.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls about tokens. Blocking: not for an event loop. */
final class TokenApi implements ApiPart {
    private static final String BAD = "bad-token";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@ -]{0,63}");
    private static final int SHOWN = 10;
    /** All of them are in memory, on every node. */
    private static final int MOST = 1_000;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Ledger ledger;
    private final Tokens tokens;
    private final Sessions sessions;

    TokenApi(Ledger ledger, Tokens tokens, Sessions sessions) {
        this.ledger = ledger;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/tokens", Role.ADMIN, "The tokens, newest first; not what they are.")
                        .gives(
                                "TokenList",
                                call -> PageRequest.whole(ledger.accessTokens().all(), this::json)),
                Operation.post("/tokens", Role.ADMIN, "Makes a token, which is shown this once.")
                        .takes("TokenRequest")
                        .status(201)
                        .gives("TokenMade", this::create),
                Operation.delete("/tokens/{id}", Role.ADMIN, "Revokes a token, and ends the sessions begun with it.")
                        .gives("Token", this::revoke));
    }

    private JsonNode create(ApiCall call) {
        CallBody request = call.body(BAD, Set.of("name", "role", "expires"));
        String name = request.text("name");
        if (!NAME.matcher(name).matches() || name.equals(Tokens.ADMIN)) {
            throw new ApiProblem(
                    400,
                    BAD,
                    "\"name\" says whose it is: 1 to 64 letters, digits, spaces and ._@-, and not just \"admin\".");
        }
        Role role = Role.ofWord(request.text("role"))
                .orElseThrow(() -> new ApiProblem(400, BAD, "\"role\" is viewer, operator or admin."));
        Instant now = ledger.now();
        Instant expiresAt = expiresAt(request.textIfThere("expires"), now);
        if (ledger.accessTokens().all().size() >= MOST) {
            throw new ApiProblem(409, "too-many-tokens", "There are " + MOST + " tokens: revoke some.");
        }
        String text = Tokens.PREFIX + Sessions.random();
        AccessToken token = new AccessToken(
                Ids.next(now.toEpochMilli()),
                name,
                role.word(),
                text.substring(0, SHOWN),
                Tokens.digest(text),
                now,
                call.caller().name(),
                expiresAt,
                null);
        if (!ledger.accessTokens().create(token).join()) {
            throw new ApiProblem(
                    409, "name-taken", "There is a token \"" + name + "\": revoke it, or take another name.");
        }
        tokens.look();
        return json(token).put("token", text);
    }

    private static @Nullable Instant expiresAt(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Instant at = text.contains("T") ? Instant.parse(text) : now.plus(Durations.parse(text));
            if (at.isAfter(now) && !at.isAfter(now.plus(LONGEST))) {
                return at.truncatedTo(ChronoUnit.MILLIS);
            }
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            // said below
        }
        throw new ApiProblem(
                400,
                BAD,
                "\"expires\" is how long it counts, as in 12h or 90d, or a time to come as in 2030-01-31T12:00:00Z; a"
                        + " hundred years at the most.");
    }

    /** By its id or its name. */
    private JsonNode revoke(ApiCall call) {
        String wanted = call.path("id");
        UUID id = Ids.parse(Ids.TOKEN, wanted).orElse(null);
        AccessToken token = ledger.accessTokens().all().stream()
                .filter(one -> one.id().equals(id) || one.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ApiProblem(404, "no-such-token", "There is no token \"" + wanted + "\"."));
        ledger.accessTokens().revoke(token.id()).join();
        tokens.look();
        sessions.closeOf(token.digest());
        return json(token);
    }

    private ObjectNode json(AccessToken token) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Ids.text(Ids.TOKEN, token.id()))
                .put("name", token.name())
                .put("role", token.role())
                .put("begins", token.begins())
                .put("createdAt", token.createdAt().toString())
                .put("createdBy", token.createdBy())
                .put("expiresAt", text(token.expiresAt()))
                .put("expired", token.isExpired(ledger.now()))
                .put("lastUsedAt", text(token.lastUsedAt()));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
