package dev.hookwright.observe;

import org.jspecify.annotations.Nullable;

/**
 * Whether one part of the server does what it is there for.
 *
 * @param why it does not; null if it does
 */
record Check(String name, @Nullable String why) {
    boolean isUp() {
        return why == null;
    }
}
