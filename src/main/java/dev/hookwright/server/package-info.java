/** Puts the parts together, starts and stops them in order. */
@NullMarked
package dev.hookwright.server;

import org.jspecify.annotations.NullMarked;
