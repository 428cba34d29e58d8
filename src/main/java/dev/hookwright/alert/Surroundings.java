package dev.hookwright.alert;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What alerts see of this node.
 *
 * @param node what it is called for as long as its data folder is there; empty if there are no others
 * @param diskRefusal why no event is accepted, if it is for the disk
 * @param refused how many requests were refused
 * @param pages under which the admin pages are reached, if that is known
 */
public record Surroundings(
        String node, Supplier<Optional<String>> diskRefusal, LongSupplier refused, Supplier<Optional<String>> pages) {}
