package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A request in the making, as a provider would send it. */
final class Outgoing {
    private static final String CONTENT_TYPE = "content-type";

    private final Instant at;
    private final Map<String, String> config;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String url;
    private byte[] body;

    Outgoing(Draft draft, Instant at, Map<String, String> config) {
        this.at = at;
        this.config = config;
        this.url = draft.url();
        this.body = draft.body();
        headers.put(CONTENT_TYPE, draft.contentType());
    }

    private Outgoing(Outgoing other) {
        this.at = other.at;
        this.config = other.config;
        this.url = other.url;
        this.body = other.body;
        headers.putAll(other.headers);
    }

    Outgoing copy() {
        return new Outgoing(this);
    }

    Instant at() {
        return at;
    }

    String url() {
        return url;
    }

    byte[] body() {
        return body;
    }

    boolean isForm() {
        return reading().request().mediaType().equals(Draft.FORM);
    }

    /** @param header in lower case */
    void put(String header, String value) {
        headers.put(header, value);
    }

    /** At the first of the source's places, behind its prefix. */
    void put(Source source, String value) {
        put(source.places().get(0), List.of(), source.prefix() + value);
    }

    /**
     * Puts a value at a place, instead of what stands there.
     *
     * @param base where a path in the JSON body begins
     * @throws IllegalArgumentException if the request has no such place
     */
    void put(Place place, List<String> base, String value) {
        try {
            String name = place.name().text(reading());
            switch (place.kind()) {
                case HEADER -> headers.put(name, value);
                case QUERY -> {
                    int mark = url.indexOf('?');
                    String query = mark < 0 ? "" : url.substring(mark + 1);
                    url = (mark < 0 ? url : url.substring(0, mark)) + "?" + FormText.with(query, name, value);
                }
                case FORM -> {
                    if (!isForm()) {
                        throw new IllegalArgumentException(place + " is to hold a proof, and the body is no form");
                    }
                    body = utf8(FormText.with(HookRequest.utf8(body), name, value));
                }
                case JSON -> change(place.path(), base, old -> BodyJson.text(old, value));
                case CLAIM -> throw new IllegalArgumentException(place + " is part of a token");
            }
        } catch (UnreadableBody | Refusal e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Changes what stands at a path in the JSON body. */
    void change(DottedPath path, List<String> base, UnaryOperator<JsonNode> change) throws UnreadableBody {
        // A tree of its own: readings keep theirs.
        JsonNode tree = BodyJson.tree(body);
        path.change(tree, base, change);
        body = utf8(BodyJson.write(tree));
    }

    SignedRequest request() {
        return new SignedRequest(url, Map.copyOf(headers), body);
    }

    /** The request as it stands. */
    Reading reading() {
        return Reading.of(request().received(), config);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
