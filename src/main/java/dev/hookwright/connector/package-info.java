/** The Kamelets that call the outside: their catalogue and lint. */
@NullMarked
package dev.hookwright.connector;

import org.jspecify.annotations.NullMarked;
