package dev.hookwright.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.jq.BodyQuery;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.UnreadableBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/** By what the same delivery is known when it comes again. */
public sealed interface DedupKey {
    /** Longer keys are replaced by their SHA-256. */
    int LONGEST = 300;

    /** A token, as RFC 9110 has it. */
    Pattern HEADER_NAME = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

    /** The key is not there, or not a plain value. */
    final class NoKey extends Exception {
        private static final long serialVersionUID = 1L;

        public NoKey(String message) {
            super(message);
        }
    }

    /**
     * The key of a request.
     *
     * @param providerId what the provider calls the event
     * @return null if the event is never to be taken for one that was seen
     */
    @Nullable
    String of(HookRequest request, @Nullable String providerId) throws NoKey, UnreadableBody;

    /** Where it comes from, for the operator. */
    String source(Provider provider);

    /** Whether the body must be JSON or a form for it. */
    default boolean needsTree() {
        return false;
    }

    /** Whether it takes no longer than reading the body does, whatever the body is. */
    default boolean isQuick() {
        return true;
    }

    /** The provider's own event id; an event without one is never a duplicate. */
    record ProviderId() implements DedupKey {
        @Override
        public @Nullable String of(HookRequest request, @Nullable String providerId) {
            return providerId == null ? null : bounded(providerId);
        }

        @Override
        public String source(Provider provider) {
            return provider.title() + "'s event id: " + provider.idSource();
        }
    }

    /** No event is ever a duplicate. */
    record Never() implements DedupKey {
        @Override
        public @Nullable String of(HookRequest request, @Nullable String providerId) {
            return null;
        }

        @Override
        public String source(Provider provider) {
            return "none";
        }
    }

    /** The SHA-256 of the body. */
    record Body() implements DedupKey {
        @Override
        public String of(HookRequest request, @Nullable String providerId) {
            return sha256(request.body());
        }

        @Override
        public String source(Provider provider) {
            return "the body's SHA-256";
        }
    }

    /** A header's value. */
    record Header(String name) implements DedupKey {
        @Override
        public String source(Provider provider) {
            return "header:" + name;
        }

        @Override
        public String of(HookRequest request, @Nullable String providerId) throws NoKey {
            return bounded(request.header(name)
                    .filter(value -> !value.isBlank())
                    .orElseThrow(() -> new NoKey("the header " + name + ", the endpoint's dedupKey, is not there")));
        }
    }

    /** What a jq expression makes of the body. */
    record Jq(BodyQuery query) implements DedupKey {
        @Override
        public String source(Provider provider) {
            return "jq:" + query.expression();
        }

        @Override
        public boolean needsTree() {
            return true;
        }

        @Override
        public boolean isQuick() {
            return query.isQuick();
        }

        @Override
        public String of(HookRequest request, @Nullable String providerId) throws NoKey, UnreadableBody {
            List<JsonNode> found = found(request.tree());
            boolean isOne = found.size() == 1
                    && found.get(0).isValueNode()
                    && !found.get(0).isNull();
            String key = isOne ? found.get(0).asText() : "";
            if (key.isBlank()) {
                throw new NoKey(
                        "the endpoint's dedupKey jq:" + query.expression() + " finds no single value in this body");
            }
            return bounded(key);
        }

        private List<JsonNode> found(JsonNode body) throws NoKey {
            try {
                return query.of(body);
            } catch (JsonQueryException | RuntimeException e) {
                // Not all that an expression does wrong is told by the one.
                throw new NoKey("the endpoint's dedupKey jq:" + query.expression() + " fails on this body");
            } catch (StackOverflowError e) {
                throw new NoKey("the endpoint's dedupKey jq:" + query.expression()
                        + " calls itself without end, or too often for this body");
            }
        }
    }

    /** @throws IllegalArgumentException if the text is not of the form; the message says what is */
    static DedupKey parse(String text) {
        if (text.equals("body")) {
            return new Body();
        }
        if (text.equals("none")) {
            return new Never();
        }
        if (text.startsWith("header:") && text.length() > "header:".length()) {
            String name = text.substring("header:".length()).strip();
            if (!HEADER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("no header can be called \"" + name + "\"");
            }
            return new Header(name.toLowerCase(Locale.ROOT));
        }
        if (text.startsWith("jq:")) {
            return new Jq(BodyQuery.compile(text.substring("jq:".length()).strip()));
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a dedup key: write header:NAME, jq:EXPRESSION, body or none");
    }

    private static String bounded(String key) {
        return key.length() <= LONGEST ? key : sha256(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
