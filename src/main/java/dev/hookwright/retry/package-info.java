/** Retry schedules, failure classes, Retry-After, and how often something may be done. */
@NullMarked
package dev.hookwright.retry;

import org.jspecify.annotations.NullMarked;
