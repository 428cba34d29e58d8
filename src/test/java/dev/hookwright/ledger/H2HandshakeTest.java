package dev.hookwright.ledger;

class H2HandshakeTest extends HandshakeContract {
    @Override
    Ledger open() {
        return LedgerStore.open(folder, CLOCK, () -> {});
    }

    @Override
    Ledger other() {
        return ledger;
    }
}
