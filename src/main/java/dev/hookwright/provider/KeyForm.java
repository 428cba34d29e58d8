package dev.hookwright.provider;

/** What a secret is to a scheme: the key of an HMAC, the salt of a digest, a public key. */
interface KeyForm {
    SigningKey key(String secret) throws UnusableSecret;
}
