package dev.hookwright.intake;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer of the public port. */
record HttpReply(int status, Map<String, String> headers, byte[] body) {
    HttpReply(int status, String contentType, String body) {
        this(status, Map.of("Content-Type", contentType), utf8(body));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
