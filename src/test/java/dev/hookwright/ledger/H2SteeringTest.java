package dev.hookwright.ledger;

class H2SteeringTest extends SteeringContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }
}
