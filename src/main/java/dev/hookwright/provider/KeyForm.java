package dev.hookwright.provider;

/** What a secret is to a scheme: the key of an HMAC, the salt of a digest, a public key; or that no secret is the key. */
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
}
