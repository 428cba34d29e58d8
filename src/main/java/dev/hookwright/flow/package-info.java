/** Drives a run through its Camel route; every call to the outside is a durable step. */
@NullMarked
package dev.hookwright.flow;

import org.jspecify.annotations.NullMarked;
