package dev.hookwright.endpoint;

import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.UnreadableBody;
import java.util.Optional;

/** By what the runs of a route are put in order: those with the same value go one after another. */
public record OrderKey(DedupKey source) {
    /** The value of a request; nothing if it is not there, so that the run need wait for no other. */
    public Optional<String> of(HookRequest request) {
        try {
            return Optional.ofNullable(source.of(request, null));
        } catch (DedupKey.NoKey | UnreadableBody e) {
            return Optional.empty();
        }
    }

    /** As it is written. */
    public String text() {
        return source instanceof DedupKey.Header header
                ? "header:" + header.name()
                : source instanceof DedupKey.Jq jq ? "jq:" + jq.query().expression() : "body";
    }

    /** @throws IllegalArgumentException if the text is not of the form; the message says what is */
    static OrderKey parse(String text) {
        if (text.equals("none")) {
            throw new IllegalArgumentException("\"none\" orders nothing");
        }
        try {
            return new OrderKey(DedupKey.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage())
                            .replace("is not a dedup key", "is no value to order by")
                            .replace(", body or none", " or body"),
                    e);
        }
    }
}
