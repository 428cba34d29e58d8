package dev.hookwright.ledger;

import java.time.InstantSource;

/** How the ledger is doing, for whoever measures it. */
public final class LedgerGauges {
    private final LedgerStore store;
    private final LedgerWriter writer;
    private final InstantSource clock;

    LedgerGauges(LedgerStore store, LedgerWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** Never blocks. */
    public WriterState writer() {
        return writer.state();
    }

    /** How much the writer has done, and has still to do. Never blocks. */
    public WriterStatistics statistics() {
        return WriterStatistics.of(writer);
    }

    /** Never blocks. */
    public ReaderPool readers() {
        return store.readerPool();
    }

    /** Whether the files that are written to are still those in the data folder. */
    public boolean isInPlace() {
        return store.isInPlace();
    }

    /** Reads the database. */
    public QueueDepth queue() {
        return QueueDepth.of(store, clock.instant());
    }

    /** Told of every transaction from now on, in the place of whoever was before. */
    public void onCommit(CommitWatch watch) {
        writer.meter().watch(watch);
    }
}
