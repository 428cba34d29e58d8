package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** A value that one request to an endpoint shows and no other may: its signature says nothing of the rest of the body. */
final class Nonce {
    private final String scope;
    private final String key;
    private final UUID holder;
    private final long at;

    /** @param first of the request's events */
    Nonce(String value, Event first) {
        this.scope = "nonce:" + first.endpoint();
        this.key = Sha256.hex(value.getBytes(StandardCharsets.UTF_8));
        this.holder = first.id();
        this.at = first.receivedAt().toEpochMilli();
    }

    /** False if another request has it. Another node's request that is on its way to the disk is waited for. */
    boolean claim(Statements statements) throws SQLException {
        var self = new ClaimTable.Holder(holder, "");
        ClaimTable claims = statements.claims();
        return claims.insert(statements, scope, key, self, at)
                || claims.holder(statements, scope, key).equals(Optional.of(self));
    }
}
