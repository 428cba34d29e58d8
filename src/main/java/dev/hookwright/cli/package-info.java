/** The command line, a class a command. */
@NullMarked
package dev.hookwright.cli;

import org.jspecify.annotations.NullMarked;
