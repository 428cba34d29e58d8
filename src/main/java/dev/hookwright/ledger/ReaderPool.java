package dev.hookwright.ledger;

/**
 * The connections that read.
 *
 * @param active those in use
 * @param idle those that are open and not in use
 * @param most how many there may be
 * @param waiting threads that wait for one
 */
public record ReaderPool(int active, int idle, int most, int waiting) {}
