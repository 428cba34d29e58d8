/** The admin API: reading and steering a running server. */
@NullMarked
package dev.hookwright.admin;

import org.jspecify.annotations.NullMarked;
