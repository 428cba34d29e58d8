/** Measures this machine: the packaged program in processes of its own, beside what it would be without durability. */
@NullMarked
package dev.hookwright.bench;

import org.jspecify.annotations.NullMarked;
