package dev.hookwright.connector;

import java.io.IOException;

/** The token endpoint gave no answer, so that the call that needs a token was not made. */
public final class NoAccessToken extends IOException {
    private static final long serialVersionUID = 1L;

    NoAccessToken(String host, IOException cause) {
        super("OAuth: " + host + " does not answer: " + cause.getMessage(), cause);
    }
}
