/** What can be seen of a server from outside: metrics, and whether it is well. Changes nothing. */
@NullMarked
package dev.hookwright.observe;

import org.jspecify.annotations.NullMarked;
