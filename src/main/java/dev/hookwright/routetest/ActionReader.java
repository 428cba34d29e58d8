package dev.hookwright.routetest;

import dev.hookwright.config.YamlValue;
import java.util.Optional;

/** Reads what a test does, from one entry of its {@code send}. */
interface ActionReader {
    /** Empty if it is wrong, which is a problem then. */
    Optional<RouteTest.Action> read(YamlValue value);

    /** How such an entry is written, for whoever has written none. */
    String example();
}
