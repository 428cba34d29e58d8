package dev.hookwright.intake;

import java.util.Map;

/** An answer of the public port. */
record HttpReply(int status, Map<String, String> headers, String body) {
    HttpReply(int status, String contentType, String body) {
        this(status, Map.of("Content-Type", contentType), body);
    }
}
