package dev.hookwright.admin;

import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives a consistent copy of the ledger, taken while it goes on to be written. H2 only. */
public final class BackupApi implements ApiPart {
    private static final String FILE = "backup-under-way.zip";

    private final Ledger ledger;
    private final Path data;
    private final long leaveFree;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * @param data where the copy is kept until it is sent
     * @param leaveFree how many bytes of the disk are not to be used for it
     */
    public BackupApi(Ledger ledger, Path data, long leaveFree) {
        this.ledger = ledger;
        this.data = data;
        this.leaveFree = leaveFree;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.get("/backup", Role.ADMIN, "A consistent copy of the ledger, zipped. H2 only.")
                .streams("application/zip", "Backup", this::backup));
    }

    private void backup(RoutingContext context) {
        if (!underWay.compareAndSet(false, true)) {
            ApiAnswers.problem(context, 409, "backup-under-way", "Another copy is being taken. Try again.");
            return;
        }
        Path copy = data.resolve(FILE);
        context.vertx()
                .executeBlocking(() -> write(copy), false)
                .compose(file -> {
                    context.response().putHeader("Content-Type", "application/zip");
                    return context.response().sendFile(file.toString());
                })
                .onComplete(sent -> {
                    delete(copy);
                    underWay.set(false);
                    if (sent.failed() && !context.response().headWritten()) {
                        ApiAnswers.failure(context, sent.cause());
                    }
                });
    }

    private Path write(Path copy) {
        if (ledger.queue().isShared()) {
            throw new ApiProblem(
                    409, "not-on-postgresql", "The ledger is in a PostgreSQL database: copy it with pg_dump.");
        }
        try {
            Files.deleteIfExists(copy);
            if (Files.getFileStore(data).getUsableSpace() < ledger.storedBytes() + leaveFree) {
                throw new ApiProblem(
                        409, "disk-too-full", "There is no room in the data folder for a copy; stop the server first.");
            }
            ledger.backup(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LedgerUnavailable e) {
            delete(copy);
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
