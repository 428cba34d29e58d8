/** The rules that routes are held to before Camel sees them; knows nothing of Camel but its catalogue. */
@NullMarked
package dev.hookwright.lint;

import org.jspecify.annotations.NullMarked;
