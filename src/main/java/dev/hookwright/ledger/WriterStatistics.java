package dev.hookwright.ledger;

/**
 * Counters of the writer since it started.
 *
 * @param waiting changes that are queued now
 */
public record WriterStatistics(int waiting, long batches, long changes) {
    static WriterStatistics of(LedgerWriter writer) {
        return new WriterStatistics(
                writer.waiting(), writer.meter().batches(), writer.meter().changes());
    }
}
