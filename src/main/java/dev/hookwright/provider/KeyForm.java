package dev.hookwright.provider;

/** What a secret is to a scheme: the key of an HMAC, the salt of a digest, a public key. */
@FunctionalInterface
interface KeyForm {
    SigningKey key(String secret) throws UnusableSecret;

    /** Whether only the provider can sign. */
    default boolean isAsymmetric() {
        return false;
    }

    /** The key to sign with in the provider's place. */
    default SigningKey signer(String secret, LocalKeys keys) throws UnusableSecret {
        return key(secret);
    }

    /** The same with keys of this machine in the place of the provider's; a shared secret stays what it is. */
    default KeyForm locally(LocalKeys keys) {
        return this;
    }
}
