package dev.hookwright.provider;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Public keys that an operator pasted. */
record PublicKeys(Algorithm algorithm, PublicKeyFormat format, Prefixes prefixes) implements AsymmetricKeys {
    static final String CANNOT_SIGN = "only the provider has the private key; a request cannot be signed in its place";

    private static final int LEAST_RSA_BITS = 2048;
    private static final int ED25519_BYTES = 64;
    private static final int LEAST_CURVE_BITS = 256;

    /** How a signature is made; each fixes the kind of key, so that a key cannot be used for what it is not. */
    enum Algorithm {
        ED25519("Ed25519", "Ed25519", 0),
        ECDSA_P256_SHA256("EC", "SHA256withECDSA", 256),
        /** As JSON Web Tokens have it: the two numbers one after the other. */
        ES256("EC", "SHA256withECDSAinP1363Format", 256),
        ES384("EC", "SHA384withECDSAinP1363Format", 384),
        ES512("EC", "SHA512withECDSAinP1363Format", 521),
        RSA_PKCS1_SHA256("RSA", "SHA256withRSA", 0),
        RSA_PKCS1_SHA384("RSA", "SHA384withRSA", 0),
        RSA_PKCS1_SHA512("RSA", "SHA512withRSA", 0),
        RSA_PKCS1_SHA1("RSA", "SHA1withRSA", 0);

        private final String keyKind;
        private final String signature;
        private final int curveBits;

        Algorithm(String keyKind, String signature, int curveBits) {
            this.keyKind = keyKind;
            this.signature = signature;
            this.curveBits = curveBits;
        }

        String keyKind() {
            return keyKind;
        }

        Optional<KeyPair> among(LocalKeys keys) {
            String kind = keyKind.toLowerCase(Locale.ROOT);
            return keys.of(curveBits > LEAST_CURVE_BITS ? kind + "-" + curveBits : kind);
        }

        /** To sign with in the provider's place. */
        SigningKey signer(LocalKeys keys) {
            KeyPair pair = among(keys).orElseThrow(() -> new IllegalArgumentException(CANNOT_SIGN));
            return new Own(pair.getPrivate(), signature);
        }

        /** Verifies with the key of this machine, whatever the secret. */
        KeyForm locally(LocalKeys keys) {
            return secret -> verifying(
                    among(keys)
                            .orElseThrow(() -> new UnusableSecret("there is no key of this machine"))
                            .getPublic(),
                    this);
        }
    }

    @Override
    public SigningKey key(String secret) throws UnusableSecret {
        return verifying(format.read(prefixes.strip(secret), algorithm), algorithm);
    }

    static SigningKey verifying(PublicKey key, Algorithm algorithm) throws UnusableSecret {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new UnusableSecret("it is an RSA key of less than " + LEAST_RSA_BITS + " bits");
        }
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() != algorithm.curveBits) {
            throw new UnusableSecret("it is not a key on the curve P-" + algorithm.curveBits);
        }
        try {
            // Whether an Ed25519 point is on the curve is looked at here and not before.
            Signature.getInstance(algorithm.signature).initVerify(key);
        } catch (GeneralSecurityException e) {
            throw new UnusableSecret("it is not a public key for " + algorithm.signature);
        }
        return new Verifying(key, algorithm.signature);
    }

    /** The private key of a pair of this machine. */
    private record Own(PrivateKey key, String algorithm) implements SigningKey {
        @Override
        public byte[] sign(List<byte[]> content) {
            try {
                Signature signature = Signature.getInstance(algorithm);
                signature.initSign(key);
                for (byte[] part : content) {
                    signature.update(part);
                }
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }
    }

    private record Verifying(PublicKey key, String algorithm) implements SigningKey {
        @Override
        public boolean matchesAny(List<byte[]> content, List<byte[]> candidates) {
            for (byte[] candidate : candidates) {
                if (matches(content, candidate)) {
                    return true;
                }
            }
            return false;
        }

        private boolean matches(List<byte[]> content, byte[] candidate) {
            if (algorithm.equals(Algorithm.ED25519.signature) && candidate.length != ED25519_BYTES) {
                // Java looks at as many bytes as it needs, and a signature has one form only.
                return false;
            }
            try {
                Signature signature = Signature.getInstance(algorithm);
                signature.initVerify(key);
                for (byte[] part : content) {
                    signature.update(part);
                }
                return signature.verify(candidate);
            } catch (SignatureException e) {
                // Java says so of signatures that are not of the right length or form.
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }

        @Override
        public byte[] sign(List<byte[]> content) {
            throw new IllegalArgumentException(CANNOT_SIGN);
        }
    }
}
