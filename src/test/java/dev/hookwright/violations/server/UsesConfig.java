package dev.hookwright.violations.server;

import dev.hookwright.violations.config.UsesServer;

/** Seeded: the other half of a circle. */
public final class UsesConfig {
    public Class<?> downwards() {
        return UsesServer.class;
    }
}
