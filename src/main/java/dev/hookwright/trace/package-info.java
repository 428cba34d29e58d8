/**
 * Traces that go through the server: from the sender's request through each run to the calls that it makes. All ids follow
 * from those of events and runs, so that nothing has to be stored for it.
 */
@NullMarked
package dev.hookwright.trace;

import org.jspecify.annotations.NullMarked;
