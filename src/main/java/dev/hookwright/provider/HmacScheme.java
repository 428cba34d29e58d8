package dev.hookwright.provider;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An HMAC (RFC 2104) over a template of the request.
 *
 * @param algorithm as Java names it: HmacSHA1, HmacSHA256, HmacSHA512
 */
record HmacScheme(Common common, SignedEnvelope envelope, SecretForm secretForm, String algorithm) implements Scheme {
    @Override
    public Verdict.Assurance assurance() {
        return envelope.content().coversBody() ? Verdict.Assurance.SIGNATURE : Verdict.Assurance.TOKEN;
    }

    @Override
    public Verdict verify(HookRequest request, List<String> secrets, Instant now, @Nullable Duration tolerance)
            throws UnreadableBody {
        Object read = envelope.open(request, now, tolerance);
        if (!(read instanceof SignedEnvelope.Opened opened)) {
            return (Verdict.Refused) read;
        }
        for (int i = 0; i < secrets.size(); i++) {
            byte[] key = secretForm.key(secrets.get(i));
            if (key == null) {
                continue;
            }
            Mac mac = mac(key);
            String missing = envelope.content().feed(request, opened.timestamp(), mac::update);
            if (missing != null) {
                return new Verdict.Refused(Verdict.Reason.MALFORMED, "the signature needs " + missing);
            }
            byte[] expected = mac.doFinal();
            for (byte[] candidate : opened.candidates()) {
                if (MessageDigest.isEqual(expected, candidate)) {
                    return new Verdict.Verified(common.id(), common.credential(), i, assurance());
                }
            }
        }
        return envelope.mismatch(secrets.size());
    }

    @Override
    public boolean accepts(String secret) {
        return secretForm.key(secret) != null;
    }

    @Override
    public Map<String, String> sign(HookRequest request, String secret, Instant at) throws UnreadableBody {
        byte[] key = secretForm.key(secret);
        Source place = envelope.signature().source();
        if (key == null || place.kind() != Source.Kind.HEADER) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        TimestampRule rule = envelope.timestamp();
        String time = rule == null ? null : rule.write(at);
        if (rule != null && rule.source() != null && time != null) {
            headers.put(rule.source().names().get(0), rule.source().prefix() + time);
        }
        Mac mac = mac(key);
        envelope.content().feed(request, time, mac::update);
        String timeKey = rule == null ? null : rule.signatureKey();
        headers.put(place.names().get(0), envelope.signature().write(mac.doFinal(), timeKey, time));
        return headers;
    }

    private Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
