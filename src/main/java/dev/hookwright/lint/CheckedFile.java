package dev.hookwright.lint;

import java.nio.file.Path;

/** A file of routes, and what is found in it. */
record CheckedFile(Path path, RouteFile file, Findings findings) {}
