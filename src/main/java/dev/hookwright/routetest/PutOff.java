package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * A run that another run has started, as it was then.
 *
 * @param name by which it was started
 * @param delay until it begins
 * @param body that it begins with
 */
record PutOff(String name, Duration delay, JsonNode body) {}
