package dev.hookwright.ledger;

import java.util.Optional;

/** The one process that has the database to itself. */
final class SoleNode implements Membership {
    private static final String NAME = "local";

    @Override
    public String node() {
        return NAME;
    }

    @Override
    public String nodeInTransaction() {
        return NAME;
    }

    @Override
    public String nobody() {
        return NAME;
    }

    @Override
    public void enter(Statements statements) {
        // Nobody else is there.
    }

    @Override
    public void entered() {
        // Nobody else is there.
    }

    @Override
    public Optional<String> predecessor() {
        return Optional.empty();
    }

    @Override
    public boolean isSure() {
        return true;
    }
}
