package dev.hookwright.provider;

import org.jspecify.annotations.Nullable;

/**
 * What the provider calls the event.
 *
 * @param id by which the same event is known when it is delivered again
 * @param type its kind
 */
public record EventIdentity(@Nullable String id, @Nullable String type) {}
