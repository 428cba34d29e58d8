package dev.hookwright.bench;

import dev.hookwright.config.Problems;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What it costs to verify a request, on one thread: all that is done from raw bytes to a verdict. */
final class VerificationBench {
    private static final String SECRET = "bench-secret";
    private static final int RAW_KEY_BYTES = 32;
    private static final int AT_ONCE = 200;

    private final double seconds;
    private final byte[] body;
    private final Instant now = Instant.now();
    private final ProviderRegistry providers = ProviderRegistry.load(null, new Problems());

    private VerificationBench(double seconds, byte[] body) {
        this.seconds = seconds;
        this.body = body;
    }

    /** Something that is done over and over. */
    private interface Work {
        void run() throws GeneralSecurityException;
    }

    static List<Figure> measure(BenchTools tools) throws InterruptedException {
        tools.say("the cost of verifying a request");
        VerificationBench bench =
                new VerificationBench(Math.max(0.2, tools.options().seconds() / 5.0), BenchWorkspace.push());
        try {
            return List.of(bench.hmac(), bench.ed25519());
        } catch (GeneralSecurityException e) {
            throw new BenchFailed("this Java cannot sign: " + e.getMessage());
        }
    }

    private Figure hmac() throws GeneralSecurityException, InterruptedException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(body));
        double measured = verifying("github", SECRET, Map.of("x-hub-signature-256", List.of("sha256=" + signature)));
        double bare = microseconds(() -> mac.doFinal(body));
        return Figure.of("verifyHmacMicroseconds", "verify a GitHub push", " us", measured, bare, "bare HMAC");
    }

    private Figure ed25519() throws GeneralSecurityException, InterruptedException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        String key = HexFormat.of().formatHex(Arrays.copyOfRange(spki, spki.length - RAW_KEY_BYTES, spki.length));
        byte[] timestamp = String.valueOf(now.getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(timestamp);
        signer.update(body);
        byte[] signature = signer.sign();
        double measured = verifying(
                "discord",
                key,
                Map.of(
                        "x-signature-ed25519",
                        List.of(HexFormat.of().formatHex(signature)),
                        "x-signature-timestamp",
                        List.of(new String(timestamp, StandardCharsets.US_ASCII))));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(pair.getPublic());
        double bare = microseconds(() -> {
            verifier.update(timestamp);
            verifier.update(body);
            verifier.verify(signature);
        });
        return Figure.of(
                "verifyEd25519Microseconds", "verify a Discord interaction", " us", measured, bare, "bare Ed25519");
    }

    private double verifying(String name, String secret, Map<String, List<String>> headers)
            throws GeneralSecurityException, InterruptedException {
        Provider provider = providers.find(name).orElseThrow();
        Credentials credentials = Credentials.of(List.of(secret));
        return microseconds(() -> {
            HookRequest request = new HookRequest("POST", "/hooks/" + name, headers, Map.of(), body);
            if (provider.verify(request, credentials, now, null) instanceof Verdict.Refused refused) {
                throw new BenchFailed("a signed request of " + name + " was refused: " + refused.detail());
            }
        });
    }

    private double microseconds(Work work) throws GeneralSecurityException, InterruptedException {
        double perSecond = WarmUp.run(seconds, WarmUp.CompilerClock.NONE, (part, before) -> perSecond(part, work));
        return 1e6 / Math.max(perSecond, perSecond(seconds, work));
    }

    private static double perSecond(double seconds, Work work) {
        long began = System.nanoTime();
        long end = began + (long) (seconds * 1e9);
        long done = 0;
        try {
            while (System.nanoTime() < end) {
                for (int i = 0; i < AT_ONCE; i++) {
                    work.run();
                }
                done += AT_ONCE;
            }
        } catch (GeneralSecurityException e) {
            throw new BenchFailed("a signature cannot be checked: " + e.getMessage());
        }
        return done / ((System.nanoTime() - began) / 1e9);
    }
}
