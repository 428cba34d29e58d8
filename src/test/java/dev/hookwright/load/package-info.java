/** A ledger of a million events, and how long it takes to read: started by hand, not part of the build. */
package dev.hookwright.load;
