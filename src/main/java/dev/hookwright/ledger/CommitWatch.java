package dev.hookwright.ledger;

/** Told of each transaction of the writer, by the writer's thread: must not wait. */
public interface CommitWatch {
    /**
     * A transaction is on disk.
     *
     * @param changes that it held
     * @param nanos from its first statement until it was on disk
     */
    void committed(int changes, long nanos);
}
