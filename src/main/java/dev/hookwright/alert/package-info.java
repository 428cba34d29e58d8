/** The workspace's alerts: what each waits for, and when it has something to say. */
@NullMarked
package dev.hookwright.alert;

import org.jspecify.annotations.NullMarked;
