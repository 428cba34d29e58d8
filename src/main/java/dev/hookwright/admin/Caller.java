package dev.hookwright.admin;

/**
 * Who makes a call.
 *
 * @param name the token's name
 */
public record Caller(String name, Role role) {}
