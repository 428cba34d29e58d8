package dev.hookwright.provider;

import java.security.KeyPair;
import java.util.Optional;

/**
 * Key pairs of this machine that stand in for a provider's, whose private key nobody else has, while an endpoint is
 * tried out.
 */
@FunctionalInterface
public interface LocalKeys {
    LocalKeys NONE = kind -> Optional.empty();

    /** @param kind {@code ed25519}, {@code rsa}, {@code ec} (on the curve P-256), {@code ec-384} or {@code ec-521} */
    Optional<KeyPair> of(String kind);
}
