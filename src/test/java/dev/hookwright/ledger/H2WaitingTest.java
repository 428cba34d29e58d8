package dev.hookwright.ledger;

class H2WaitingTest extends WaitingContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }
}
