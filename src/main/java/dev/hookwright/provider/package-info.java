/** How the senders of webhooks sign, number and name their events: data files and their interpreter. */
@NullMarked
package dev.hookwright.provider;

import org.jspecify.annotations.NullMarked;
