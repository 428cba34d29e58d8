package dev.hookwright.provider;

/**
 * Something that explains why a request was refused, for the operator: it shows nothing of a secret.
 *
 * @param code stable, for programs
 * @param text a sentence without its full stop
 */
public record Finding(String code, String text) {}
