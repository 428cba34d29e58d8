package dev.hookwright.lint;

/** What a key of a route file is held to. */
interface Rule {
    void check(Part part, RouteFile file, Findings findings);
}
