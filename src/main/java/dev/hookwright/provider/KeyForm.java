package dev.hookwright.provider;

/** What a secret is to a scheme: the key of an HMAC, the salt of a digest, a public key; or that no secret is the key. */
@FunctionalInterface
interface KeyForm {
    SigningKey key(String secret) throws UnusableSecret;

    /**
     * The key for this very request.
     *
     * @param keyId which key the request says that it is; empty if it says nothing
     */
    default SigningKey ready(SigningKey key, Reading reading, String keyId, Circumstances at) throws Refusal {
        return key;
    }

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
