package dev.hookwright.provider;

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
        public byte[] sign(List<byte[]> content) {
            return Digests.of(algorithm, content.toArray(byte[][]::new));
        }
    }
}
