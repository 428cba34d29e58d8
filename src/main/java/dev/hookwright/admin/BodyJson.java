package dev.hookwright.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A payload as the API shows it: as text where it is UTF-8, else in base64. */
final class BodyJson {
    private BodyJson() {}

    static void put(ObjectNode json, byte[] body) {
        try {
            json.put(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
        } catch (CharacterCodingException e) {
            json.put("body", Base64.getEncoder().encodeToString(body)).put("bodyEncoding", "base64");
        }
    }
}
