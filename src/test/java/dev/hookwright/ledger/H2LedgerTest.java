package dev.hookwright.ledger;

class H2LedgerTest extends LedgerContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }
}
