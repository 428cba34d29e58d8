package dev.hookwright.flow;

/** A step answered more than can be recorded; permanent, as the call was made and would answer so again. */
final class UnrecordableResult extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnrecordableResult(int bytes) {
        super("the step's result of " + bytes + " bytes is larger than the " + StepResult.LARGEST
                + " bytes that can be recorded; cut it down inside the connector");
    }
}
