/** Look-alikes of the vendors that connectors call, on this machine: Camel routes behind a small HTTP server. */
@NullMarked
package dev.hookwright.sandbox;

import org.jspecify.annotations.NullMarked;
