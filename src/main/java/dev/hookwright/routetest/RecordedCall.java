package dev.hookwright.routetest;

import dev.hookwright.flow.SentCall;

/**
 * A call that a stand-in took.
 *
 * @param number in order of all calls, from 1
 * @param outcome what was answered, in a word
 */
record RecordedCall(int number, SentCall sent, String outcome) {
    /** By the node's id, or with its split and loop indexes. */
    boolean isOf(String step) {
        return step.equals(sent.step()) || step.equals(sent.label());
    }
}
