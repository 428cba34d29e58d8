/** Settings, placeholders, YAML with positions, and the problems that a workspace can have. */
@NullMarked
package dev.hookwright.config;

import org.jspecify.annotations.NullMarked;
