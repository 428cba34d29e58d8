package dev.hookwright.oidc;

import org.jspecify.annotations.Nullable;

/** With what a browser comes back from the provider, in the query. */
public record Callback(
        @Nullable String code,
        @Nullable String state,
        @Nullable String issuer,
        @Nullable String error) {}
