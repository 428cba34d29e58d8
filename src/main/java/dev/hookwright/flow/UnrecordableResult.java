package dev.hookwright.flow;

/** A step answered what cannot be recorded; permanent, as the call was made and would answer so again. */
final class UnrecordableResult extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnrecordableResult(int bytes) {
        super("the step's result of " + bytes + " bytes is larger than the " + StepResult.LARGEST
                + " bytes that can be recorded; cut it down inside the connector");
    }

    /** @param why a kind of value that JSON does not know, or one that is nested too deep */
    UnrecordableResult(Exception why) {
        super("the step's result cannot be recorded ("
                + String.valueOf(why.getMessage()).lines().findFirst().orElse("")
                + "); make it text, JSON or bytes inside the connector");
        // Not the cause: what is read from that says that the next answer may be better.
        addSuppressed(why);
    }
}
