package dev.hookwright.admin;

import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.provider.Finding;
import java.util.List;
import java.util.Optional;

/** What can be made of a refused request with the workspace that is served. */
public interface RejectionReview {
    /** Why it was refused, beyond the reason that was kept; empty if nothing more can be said. */
    List<Finding> explain(Rejection rejection);

    /** Whether the endpoint that refused it is still there. */
    boolean hasEndpoint(Rejection rejection);

    /** Stores it as events, with runs; empty if that was done before. */
    Optional<List<Accepted>> accept(Rejection rejection);
}
