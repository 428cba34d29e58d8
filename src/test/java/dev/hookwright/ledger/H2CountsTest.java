package dev.hookwright.ledger;

class H2CountsTest extends CountsContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }
}
