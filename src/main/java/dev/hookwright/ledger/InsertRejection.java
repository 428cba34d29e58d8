package dev.hookwright.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Keeps a refused request. */
final class InsertRejection extends Change<Integer> {
    private static final String REJECTION = "INSERT INTO rejection (id, endpoint, at, status, code, reason, method,"
            + " remote_address, headers, query, raw_query, body_length, stored_bytes)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String BODY =
            "INSERT INTO rejection_body (rejection_id, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private static final int LONGEST_METHOD = 20;

    private final Rejection rejection;
    private final String headers;
    private final String query;

    InsertRejection(Rejection rejection) {
        this.rejection = rejection;
        this.headers = JsonText.write(rejection.headers());
        this.query = JsonText.write(rejection.query());
    }

    @Override
    Integer apply(Statements statements) throws SQLException {
        byte[] body = rejection.body();
        long bytes = (long) body.length + headers.getBytes(StandardCharsets.UTF_8).length + query.length();
        if (body.length > 0) {
            statements.update(BODY, rejection.id(), body);
        }
        return statements.update(
                REJECTION,
                rejection.id(),
                rejection.endpoint(),
                rejection.at().toEpochMilli(),
                rejection.status(),
                rejection.code(),
                rejection.reason(),
                StorableText.cut(rejection.method(), LONGEST_METHOD),
                rejection.remoteAddress(),
                headers,
                query,
                rejection.rawQuery(),
                rejection.bodyLength(),
                bytes);
    }
}
