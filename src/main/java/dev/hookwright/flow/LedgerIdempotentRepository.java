package dev.hookwright.flow;

import dev.hookwright.ledger.Claims;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The repository {@code hookwright} for idempotent consumers. A run that is driven again finds the key held by itself
 * and goes on; a key whose work failed stays held while the run may still mend, and is given up if the run dies.
 */
final class LedgerIdempotentRepository extends ServiceSupport implements IdempotentRepository {
    private static final UUID NOBODY = new UUID(0, 0);

    private final Supplier<Claims> claims;

    LedgerIdempotentRepository(Supplier<Claims> claims) {
        this.claims = claims;
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        RunDrive drive = RunDrive.of(exchange);
        return claims.get().claim(key, holder(drive), route(drive)).join();
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        RunDrive drive = RunDrive.of(exchange);
        return claims.get().isHeldByAnother(key, holder(drive), route(drive));
    }

    @Override
    public boolean remove(Exchange exchange, String key) {
        RunDrive drive = RunDrive.of(exchange);
        if (drive == null) {
            return remove(key);
        }
        drive.releaseIfDead(key);
        return true;
    }

    @Override
    public boolean confirm(Exchange exchange, String key) {
        return true;
    }

    @Override
    public boolean add(String key) {
        return claims.get().claim(key, NOBODY, "").join();
    }

    @Override
    public boolean contains(String key) {
        return claims.get().isHeldByAnother(key, NOBODY, "");
    }

    @Override
    public boolean remove(String key) {
        return claims.get().release(key, NOBODY, "").join() > 0;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("the keys of the ledger are not cleared all at once");
    }

    private static UUID holder(@Nullable RunDrive drive) {
        return drive == null ? NOBODY : drive.event().id();
    }

    private static String route(@Nullable RunDrive drive) {
        return drive == null ? "" : drive.run().route();
    }
}
