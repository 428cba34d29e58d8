package dev.hookwright.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A digest of the body or of the URL that the sender states elsewhere and has signed there.
 *
 * @param ofBody whether it is the body's; the URL's otherwise
 * @param source where it is stated
 */
record DigestRule(boolean ofBody, Source source, String algorithm, Encoding encoding) {
    void check(Reading reading) throws Refusal {
        byte[] stated = encoding.decode(source.only(reading));
        byte[] what = ofBody ? reading.request().body() : reading.url().getBytes(StandardCharsets.UTF_8);
        if (stated == null || !MessageDigest.isEqual(stated, Digests.of(algorithm, what))) {
            throw new Refusal(
                    Verdict.Reason.DIGEST_MISMATCH,
                    source.of(reading) + " is not the " + algorithm + " of the " + (ofBody ? "body" : "URL"));
        }
    }

    String of(byte[] body, String url) {
        return encoding.encode(Digests.of(algorithm, ofBody ? body : url.getBytes(StandardCharsets.UTF_8)));
    }
}
