package dev.hookwright.ledger;

class H2RetentionTest extends RetentionContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, clock, () -> {});
    }
}
