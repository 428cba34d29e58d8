package dev.hookwright.dispatch;

/** What a route says to a sender who waits for it. */
public record RouteAnswer(int status, String contentType, byte[] body) {}
