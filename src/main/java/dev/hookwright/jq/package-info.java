/** What can be said of a jq expression before it is run. */
@NullMarked
package dev.hookwright.jq;

import org.jspecify.annotations.NullMarked;
