package dev.hookwright.provider;

/**
 * A request of a provider's, as its file shows one.
 *
 * @param credentials that it verifies with
 */
record Example(HookRequest request, Credentials credentials) {}
