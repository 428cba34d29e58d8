/** What can be said of a jq expression before it is run, and how one is run on a body. */
@NullMarked
package dev.hookwright.jq;

import org.jspecify.annotations.NullMarked;
