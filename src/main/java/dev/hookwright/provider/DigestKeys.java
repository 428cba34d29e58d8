package dev.hookwright.provider;

import java.security.MessageDigest;
import java.util.List;

/** No key but a plain digest, over a content that has the secret in it. */
record DigestKeys(String algorithm) implements KeyForm {
    @Override
    public SigningKey key(String secret) throws UnusableSecret {
        SecretFormat.AS_IT_IS.key(secret);
        return new DigestKey(algorithm);
    }

    private record DigestKey(String algorithm) implements SigningKey {
        @Override
        public boolean matchesAny(List<byte[]> content, List<byte[]> candidates) {
            byte[] expected = sign(content);
            boolean matches = false;
            for (byte[] candidate : candidates) {
                matches |= MessageDigest.isEqual(expected, candidate);
            }
            return matches;
        }

        @Override
        public byte[] sign(List<byte[]> content) {
            return Digests.of(algorithm, content.toArray(byte[][]::new));
        }
    }
}
