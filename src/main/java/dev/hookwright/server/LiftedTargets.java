package dev.hookwright.server;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LiftedRests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the runs go on that wait for a target which, as somebody has said, may be called again. */
final class LiftedTargets {
    private static final Logger LOG = LoggerFactory.getLogger(LiftedTargets.class);
    private static final int PORTION = 1_000;
    private static final int PORTIONS = 5;

    private final Ledger ledger;

    LiftedTargets(Ledger ledger) {
        this.ledger = ledger;
    }

    /** To be asked now and then: so many runs go on, the others the next time. */
    void look() {
        LiftedRests lifted = ledger.targets().lifted();
        if (!lifted.isLettingGo() || !ledger.isFirstNode()) {
            return;
        }
        int runs = 0;
        int more = PORTION;
        for (int i = 0; i < PORTIONS && more >= PORTION; i++) {
            more = lifted.letGo(PORTION);
            runs += more;
        }
        if (runs > 0) {
            LOG.info("{} more runs go on that waited for targets which may be called again", runs);
        }
    }
}
