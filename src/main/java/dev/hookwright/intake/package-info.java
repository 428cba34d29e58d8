/** The public HTTP server: a request becomes an event or a rejection. Knows nothing of Camel or of how runs are worked off. */
@NullMarked
package dev.hookwright.intake;

import org.jspecify.annotations.NullMarked;
