/** Runs a workspace's route tests: the real intake, ledger, dispatch and routes, with stand-ins for all that is called. */
@NullMarked
package dev.hookwright.routetest;

import org.jspecify.annotations.NullMarked;
