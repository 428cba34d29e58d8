/** What runs did, and what they would do now: where the two differ, told in groups. */
@NullMarked
package dev.hookwright.compare;

import org.jspecify.annotations.NullMarked;
