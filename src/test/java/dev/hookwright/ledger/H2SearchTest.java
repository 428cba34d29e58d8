package dev.hookwright.ledger;

class H2SearchTest extends SearchContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }
}
