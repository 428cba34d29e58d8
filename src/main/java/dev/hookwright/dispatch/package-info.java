/** Which run goes next and when. Knows nothing of Camel. */
@NullMarked
package dev.hookwright.dispatch;

import org.jspecify.annotations.NullMarked;
