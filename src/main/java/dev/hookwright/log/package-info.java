/** How the log is written. */
@NullMarked
package dev.hookwright.log;

import org.jspecify.annotations.NullMarked;
