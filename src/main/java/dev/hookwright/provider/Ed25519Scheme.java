package dev.hookwright.provider;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Ed25519 signature (RFC 8032) over a template of the request; the credential is the raw public key. */
record Ed25519Scheme(Common common, SignedEnvelope envelope, SecretForm keyForm) implements Scheme {
    private static final int KEY_BYTES = 32;
    /** What stands before the raw key in an X.509 SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    @Override
    public Verdict.Assurance assurance() {
        return Verdict.Assurance.SIGNATURE;
    }

    @Override
    public Verdict verify(HookRequest request, List<String> secrets, Instant now, @Nullable Duration tolerance)
            throws UnreadableBody {
        Object read = envelope.open(request, now, tolerance);
        if (!(read instanceof SignedEnvelope.Opened opened)) {
            return (Verdict.Refused) read;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        String missing = envelope.content().feed(request, opened.timestamp(), content::writeBytes);
        if (missing != null) {
            return new Verdict.Refused(Verdict.Reason.MALFORMED, "the signature needs " + missing);
        }
        for (int i = 0; i < secrets.size(); i++) {
            byte[] key = keyForm.key(secrets.get(i));
            for (byte[] candidate : opened.candidates()) {
                if (key != null && matches(key, content.toByteArray(), candidate)) {
                    return new Verdict.Verified(common.id(), common.credential(), i, assurance());
                }
            }
        }
        return envelope.mismatch(secrets.size());
    }

    @Override
    public boolean accepts(String secret) {
        byte[] key = keyForm.key(secret);
        return key != null && key.length == KEY_BYTES;
    }

    /** Nothing: the endpoint holds the public key only. */
    @Override
    public Map<String, String> sign(HookRequest request, String secret, Instant at) {
        return Map.of();
    }

    private static boolean matches(byte[] key, byte[] content, byte[] candidate) {
        if (key.length != KEY_BYTES) {
            return false;
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(X509_HEAD);
        encoded.writeBytes(key);
        try {
            PublicKey publicKey =
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(content);
            return signature.verify(candidate);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", e);
        }
    }
}
