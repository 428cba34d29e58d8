package dev.hookwright.violations.config;

import dev.hookwright.violations.server.UsesConfig;

/** Seeded: an arrow that points upwards. */
public final class UsesServer {
    private final UsesConfig upwards = new UsesConfig();

    public UsesConfig upwards() {
        return upwards;
    }
}
