package dev.hookwright.violations.provider;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Seeded: a provider's address is called without any of the bounds. */
public final class CallsOut {
    public InputStream read(String url) throws IOException {
        return URI.create(url).toURL().openStream();
    }
}
