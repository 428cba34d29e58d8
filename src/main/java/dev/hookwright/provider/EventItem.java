package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** One of several events that a provider sends in one request. */
public record EventItem(EventIdentity identity, JsonNode body) {}
