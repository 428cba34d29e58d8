package dev.hookwright.ledger;

class H2AlertsTest extends AlertsContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }
}
