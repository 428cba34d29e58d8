package dev.hookwright.violations.provider;

import java.util.Arrays;

/** Seeded: a comparison that ends at the first difference. */
public final class ComparesSecrets {
    public boolean same(byte[] secret, byte[] given) {
        return Arrays.equals(secret, given);
    }
}
