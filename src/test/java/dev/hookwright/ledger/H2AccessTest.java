package dev.hookwright.ledger;

class H2AccessTest extends AccessContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }
}
