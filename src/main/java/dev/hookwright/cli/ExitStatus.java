package dev.hookwright.cli;

/** What a command's exit status means. */
final class ExitStatus {
    static final int DONE = 0;
    /** It ran and found something wrong. */
    static final int WRONG = 1;

    static final int WRONG_USE = 2;
    static final int NOT_FOUND = 3;
    static final int NOT_ALLOWED = 4;
    static final int NOT_REACHABLE = 5;

    private ExitStatus() {}
}
