package dev.hookwright.flow;

/** This node must not go on with a run: it stops, or another node may have taken over. */
final class RunAbandoned extends Exception {
    private static final long serialVersionUID = 1L;

    RunAbandoned() {
        super("this node does not go on with the run");
    }
}
