package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.Event;
import dev.hookwright.provider.BodyTokens;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Payloads as the API shows them: without the token by which a provider proves in the body who it is. */
record ShownBodies(Endpoints endpoints) {
    private static final String BODY = "body";

    void put(ObjectNode json, String endpoint, byte[] body) {
        BodyJson.put(json, body);
        tokens(endpoint)
                .filter(tokens -> !json.has("bodyEncoding"))
                .ifPresent(tokens -> json.put(BODY, tokens.hide(json.path(BODY).asText(), Masking.MASK)));
    }

    /** What somebody has made of a shown body, with the token in it that was hidden. */
    String edited(Event event, String text) {
        String original = new String(event.body(), StandardCharsets.UTF_8);
        String whole = tokens(event.endpoint())
                .map(tokens -> tokens.putBack(text, Masking.MASK, original))
                .orElse(text);
        if (whole.contains(Masking.MASK) && !original.contains(Masking.MASK)) {
            throw new ApiProblem(
                    400,
                    "bad-replay",
                    "In the body " + Masking.MASK + " stands for a value that is hidden from you: write the value.");
        }
        return whole;
    }

    private Optional<BodyTokens> tokens(String endpoint) {
        return endpoints.find(endpoint).map(found -> BodyTokens.of(found.provider()));
    }
}
