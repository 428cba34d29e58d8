package dev.hookwright.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes how an alert stands now with what it has to say. False, with nothing done, if it stood otherwise than was read. */
final class MoveAlert extends Change<Boolean> {
    private static final String MOVE = "UPDATE alert SET firing_since = ?, sent_at = ?, counted = ?, told = ?,"
            + " examples = ?, version = version + 1 WHERE name = ? AND node = ? AND version = ?";

    private final AlertState to;
    private final @Nullable AcceptEvent message;
    private @Nullable Accepted accepted;

    MoveAlert(AlertState to, @Nullable AcceptEvent message) {
        this.to = to;
        this.message = message;
    }

    @Override
    Boolean apply(Statements statements) throws SQLException {
        int moved = statements.update(
                MOVE,
                millis(to.firingSince()),
                millis(to.sentAt()),
                to.counted(),
                to.told(),
                JsonText.write(to.examples()),
                to.name(),
                to.node(),
                to.version());
        accepted = moved == 1 && message != null ? message.apply(statements) : null;
        return moved == 1;
    }

    @Override
    void announce(Consumer<News> listener) {
        if (message != null && accepted != null) {
            message.announce(accepted, listener);
        }
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
