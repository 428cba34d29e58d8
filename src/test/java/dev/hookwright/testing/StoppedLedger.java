package dev.hookwright.testing;

import dev.hookwright.ledger.LedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the H2 ledger of a process that was killed, opened once as the next process would, to be asked in SQL. */
public final class StoppedLedger implements AutoCloseable {
    private static final List<String> FILES = List.of("ledger.mv.db", "ledger.journal");

    private final Path copy;
    private final Connection connection;

    private StoppedLedger(Path copy, Connection connection) {
        this.copy = copy;
        this.connection = connection;
    }

    /** @param data the folder; as it is in the end */
    public static StoppedLedger copyOf(Path data) throws IOException, SQLException {
        Path copy = Files.createTempDirectory(data.toAbsolutePath().getParent(), "copy");
        for (String name : FILES) {
            if (Files.exists(data.resolve(name))) {
                Files.copy(data.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        LedgerStore.open(copy, InstantSource.system(), () -> {}).close();
        String url = "jdbc:h2:file:" + copy.resolve("ledger")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        return new StoppedLedger(copy, DriverManager.getConnection(url, "hookwright", ""));
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
