package dev.hookwright.ledger;

class H2RestsTest extends RestsContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, clock, () -> {});
    }
}
