/** What is kept on disk: events, claims, runs, steps, attempts, rejections; and the one thread that writes them. */
@NullMarked
package dev.hookwright.ledger;

import org.jspecify.annotations.NullMarked;
