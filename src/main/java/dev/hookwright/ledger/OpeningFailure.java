package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why a ledger could not be opened.
 *
 * @param what in a line
 * @param remedy what to do about it
 */
public record OpeningFailure(String what, String remedy) {
    /** @param shared whether it is one in PostgreSQL */
    public static OpeningFailure of(LedgerUnavailable failure, boolean shared) {
        String what = String.valueOf(failure.getMessage());
        List<Throwable> causes = causes(failure);
        if (shared) {
            return new OpeningFailure(what, remedyFor(state(causes)));
        }
        // What the file system says, H2 does not.
        for (Throwable cause : causes) {
            if (cause instanceof IOException) {
                String reason = cause instanceof AccessDeniedException
                        ? "access denied to " + cause.getMessage()
                        : String.valueOf(cause.getMessage());
                boolean isSaid = what.contains(String.valueOf(cause.getMessage()));
                return new OpeningFailure(isSaid ? what : "the ledger cannot be opened: " + reason, fileRemedy(reason));
            }
        }
        return new OpeningFailure(what, fileRemedy(""));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** By which PostgreSQL says what kind of failure it is; empty if it did not come from there. */
    private static String state(List<Throwable> causes) {
        return causes.stream()
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(state -> state != null)
                .findFirst()
                .orElse("");
    }

    private static String remedyFor(String state) {
        if (state.isEmpty()) {
            return "the tools of PostgreSQL bring a backup back";
        }
        if (state.equals("42501")) {
            return "give the user the right to create tables there, and to change them";
        }
        if (state.equals("3D000")) {
            return "make that database, or name another one in the URL";
        }
        return state.startsWith("28")
                ? "check hookwright.database.user and hookwright.database.password"
                : "check that the server runs, and the URL, user and password";
    }

    private static String fileRemedy(String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        if (said.contains("no space left") || said.contains("quota")) {
            return "make room on its disk, or have another folder with --data";
        }
        return said.contains("denied") || said.contains("read-only") || said.contains("not permitted")
                ? "let the user that runs Hookwright read and write all that is in it"
                : "how to restore a backup stands under Commands in the README";
    }
}
