/** Retry schedules, failure classes and Retry-After. */
@NullMarked
package dev.hookwright.retry;

import org.jspecify.annotations.NullMarked;
