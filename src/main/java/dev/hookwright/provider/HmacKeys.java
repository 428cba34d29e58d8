package dev.hookwright.provider;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of an HMAC (RFC 2104).
 *
 * @param algorithm as Java names it: HmacSHA256
 */
record HmacKeys(String algorithm, SecretFormat format) implements KeyForm {
    @Override
    public SigningKey key(String secret) throws UnusableSecret {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(format.key(secret), algorithm));
            return new HmacKey(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** A clone of a keyed Mac is ready to use, and safe beside other threads' clones, at a fraction of a new one's cost. */
    private record HmacKey(Mac keyed) implements SigningKey {
        @Override
        public byte[] sign(List<byte[]> content) {
            try {
                Mac mac = (Mac) keyed.clone();
                content.forEach(mac::update);
                return mac.doFinal();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("this Java's " + keyed.getAlgorithm() + " cannot be cloned", e);
            }
        }
    }
}
