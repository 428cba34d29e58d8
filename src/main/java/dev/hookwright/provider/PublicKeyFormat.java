package dev.hookwright.provider;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a public key is written. */
enum PublicKeyFormat {
    PEM,
    SPKI_BASE64,
    RAW_HEX,
    RAW_BASE64,
    X509_PEM,
    JWK;

    static final List<String> WORDS = List.of("pem", "spki-base64", "raw-hex", "raw-base64", "x509-pem", "jwk");

    /** What stands before a raw key of 32 or 65 bytes in an X.509 SubjectPublicKeyInfo (RFC 8410, RFC 5480). */
    private static final Map<String, Head> HEADS = Map.of(
            "Ed25519", new Head("302a300506032b6570032100", 32),
            "EC", new Head("3059301306072a8648ce3d020106082a8648ce3d030107034200", 65));

    private record Head(String hex, int keyBytes) {}

    static PublicKeyFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    PublicKey read(String text, PublicKeys.Algorithm algorithm) throws UnusableSecret {
        try {
            return switch (this) {
                case PEM -> key(pem(text), algorithm);
                case SPKI_BASE64 -> key(Base64.getMimeDecoder().decode(text), algorithm);
                case RAW_HEX -> key(headed(HexFormat.of().parseHex(text), algorithm), algorithm);
                case RAW_BASE64 -> key(headed(Base64.getDecoder().decode(text), algorithm), algorithm);
                case X509_PEM -> key(certificate(text).getPublicKey().getEncoded(), algorithm);
                case JWK ->
                    Jwk.find(BodyJson.tree(text.getBytes(StandardCharsets.UTF_8)), "", algorithm)
                            .key();
            };
        } catch (UnreadableBody e) {
            throw new UnusableSecret("it is not JSON");
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new UnusableSecret("it is not a public key for " + algorithm.keyKind() + " as "
                    + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private static PublicKey key(byte[] spki, PublicKeys.Algorithm algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm.keyKind()).generatePublic(new X509EncodedKeySpec(spki));
    }

    /** With the time for which a certificate is valid; another key is without end. */
    DatedKey readDated(String text, PublicKeys.Algorithm algorithm) throws UnusableSecret {
        PublicKey key = read(text, algorithm);
        if (this != X509_PEM) {
            return new DatedKey(key, Instant.MIN, Instant.MAX);
        }
        try {
            X509Certificate certificate = certificate(text);
            return new DatedKey(
                    key,
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        } catch (CertificateException e) {
            throw new UnusableSecret("it is not a certificate");
        }
    }

    private static X509Certificate certificate(String text) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] pem(String text) {
        String begin = "-----BEGIN PUBLIC KEY-----";
        int start = text.indexOf(begin);
        int end = text.indexOf("-----END PUBLIC KEY-----");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no public key in it");
        }
        // Settings often hold the line breaks as the two characters \n.
        String inside = text.substring(start + begin.length(), end).replace("\\n", "");
        return Base64.getMimeDecoder().decode(inside);
    }

    private static byte[] headed(byte[] raw, PublicKeys.Algorithm algorithm) {
        Head head = HEADS.get(algorithm.keyKind());
        if (head == null || raw.length != head.keyBytes()) {
            throw new IllegalArgumentException("not that many bytes");
        }
        ByteArrayOutputStream spki = new ByteArrayOutputStream();
        spki.writeBytes(HexFormat.of().parseHex(head.hex()));
        spki.writeBytes(raw);
        return spki.toByteArray();
    }
}
