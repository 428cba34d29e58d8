package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.hookwright.config.Problems;
import dev.hookwright.provider.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Known answers, and what must not pass. */
class VerificationTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
    private static final String STANDARD_SECRET = "whsec_"
            + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    private final ProviderRegistry registry = ProviderRegistry.load(null, new Problems());

    private Verdict verify(
            String provider, Map<String, List<String>> headers, String body, Instant at, String... secrets) {
        return registry.find(provider)
                .orElseThrow()
                .verify(
                        new HookRequest("POST", "", headers, Map.of(), body.getBytes(StandardCharsets.UTF_8)),
                        Credentials.of(List.of(secrets)),
                        at,
                        null);
    }

    private static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return headers;
    }

    private static Reason reason(Verdict verdict) {
        return ((Verdict.Refused) verdict).reason();
    }

    @Test
    void the_built_in_files_hold_their_own_examples() {
        Problems problems = new Problems();
        ProviderRegistry builtIn = ProviderRegistry.load(null, problems);
        // Reads each, and fails with what is wrong with it.
        assertThat(builtIn.all()).extracting(Provider::name).containsExactlyElementsOf(builtIn.names());
        assertThat(builtIn.names()).contains("stripe", "github", "standard-webhooks", "unsigned");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void a_header_that_an_endpoint_names_is_called_as_it_says() {
        Credentials credentials = new Credentials(
                Map.of("secret", List.of("s")), Map.of("query", "code", "header", "X-Hook-Token"), Optional.empty());
        Provider provider = registry.find("azure-event-grid").orElseThrow();
        SampleRequest request = SampleRequest.post("[]");
        assertThat(provider.verify(request.request(), credentials, NOW, null))
                .isEqualTo(new Verdict.Refused(Reason.MISSING_SIGNATURE, "no header X-Hook-Token"));
        assertThat(provider.verify(request.with("x-hook-token", "t").request(), credentials, NOW, null))
                .isEqualTo(new Verdict.Refused(Reason.MISMATCH, "header X-Hook-Token is not the endpoint's token"));
    }

    @Test
    void github_s_documented_value_passes_and_its_mutants_do_not() {
        String secret = "It's a Secret to Everybody";
        String good = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        String header = "x-hub-signature-256";
        assertThat(verify("github", headers(header, good), "Hello, World!", NOW, secret))
                .isEqualTo(new Verdict.Verified("hmac", "secret", 0, Verdict.Assurance.SIGNATURE));
        assertThat(verify("github", headers(header, good), "Hello, World!", NOW, "newer", secret))
                .isEqualTo(new Verdict.Verified("hmac", "secret", 1, Verdict.Assurance.SIGNATURE));
        assertThat(reason(verify("github", headers(header, good), "Hello, World?", NOW, secret)))
                .isEqualTo(Reason.MISMATCH);
        assertThat(reason(verify("github", headers(), "Hello, World!", NOW, secret)))
                .isEqualTo(Reason.MISSING_SIGNATURE);
        for (String bad : List.of(
                "",
                "sha256=",
                good.substring(7),
                good + "0",
                good.substring(0, 70),
                good + "00",
                "sha1=" + good.substring(7),
                "sha256=zz" + good.substring(9))) {
            assertThat(verify("github", headers(header, bad), "Hello, World!", NOW, secret))
                    .as(bad)
                    .isInstanceOf(Verdict.Refused.class);
        }
        Map<String, List<String>> twice = Map.of(header, List.of(good, good));
        assertThat(reason(verify("github", twice, "Hello, World!", NOW, secret)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(verify("github", headers(header, good), "Hello, World!", NOW)))
                .isEqualTo(Reason.NO_CREDENTIAL);
        assertThat(verify("github", headers(header, good), "Hello, World!", NOW, ""))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void mollie_signs_with_two_secrets_at_once_while_one_is_changed() {
        String header = "x-mollie-signature";
        String good = "sha256=7009b18e9d419d7a58533ff5b5b01286b39bd4eb6fec3fe7313be7379f07ca58";
        String body =
                "{\"resource\":\"event\",\"id\":\"event_example\",\"type\":\"payment-link.paid\",\"entityId\":\"pl_example\"}";
        Map<String, List<String>> both = Map.of(header, List.of("sha256=" + "0".repeat(64), good));
        assertThat(verify("mollie", both, body, NOW, "hookwright-example")).isInstanceOf(Verdict.Verified.class);
        assertThat(reason(verify("mollie", both, body, NOW, "another"))).isEqualTo(Reason.MISMATCH);
    }

    @Test
    void the_word_before_a_token_may_be_written_in_lower_case() {
        for (String word : List.of("Bearer ", "bearer ", "BEARER ")) {
            assertThat(verify("cloudevents", headers("authorization", word + "Hush"), "{}", NOW, "Hush"))
                    .as(word)
                    .isInstanceOf(Verdict.Verified.class);
        }
        assertThat(verify("cloudevents", headers("authorization", "bearer hush"), "{}", NOW, "Hush"))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(verify("cloudevents", headers("authorization", "Hush"), "{}", NOW, "Hush"))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_standard_webhook_s_mutants_do_not_pass() throws Exception {
        String body = "{\"type\": \"user.created\"}";
        String good = new Webhook(STANDARD_SECRET).sign("msg_1", NOW.getEpochSecond(), body);
        String time = String.valueOf(NOW.getEpochSecond());
        assertThat(verify("standard-webhooks", standard("msg_1", time, good), body, NOW, STANDARD_SECRET))
                .isInstanceOf(Verdict.Verified.class);
        assertThat(verify("standard-webhooks", standard("msg_1", time, "v1,AAAA " + good), body, NOW, STANDARD_SECRET))
                .isInstanceOf(Verdict.Verified.class);
        String bare = STANDARD_SECRET.substring("whsec_".length());
        assertThat(verify("standard-webhooks", standard("msg_1", time, good), body, NOW, bare))
                .isInstanceOf(Verdict.Verified.class);
        for (Map<String, List<String>> bad : List.of(
                standard("msg_2", time, good),
                standard("msg_1", String.valueOf(NOW.getEpochSecond() + 1), good),
                standard("msg_1", "-" + time, good),
                standard("msg_1", "99999999999999999999", good),
                standard("msg_1", time, "v1,"),
                standard("msg_1", time, good.substring(0, good.length() - 4)),
                standard("msg_1", time, good + "AAAA"),
                standard("msg_1", time, good.replace("v1,", "v2,")),
                standard("msg_1", time, good.replace("v1,", "")),
                standard("msg_1", time, "v1," + good.substring(3).toLowerCase(java.util.Locale.ROOT)),
                headers("webhook-timestamp", time, "webhook-signature", good),
                headers("webhook-id", "msg_1", "webhook-signature", good))) {
            assertThat(verify("standard-webhooks", bad, body, NOW, STANDARD_SECRET))
                    .as(bad.toString())
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void the_replay_window_closes_both_ways() throws Exception {
        String good = new Webhook(STANDARD_SECRET).sign("msg_1", NOW.getEpochSecond(), "{}");
        Map<String, List<String>> headers = standard("msg_1", String.valueOf(NOW.getEpochSecond()), good);
        for (int seconds : new int[] {-300, 300}) {
            assertThat(verify("standard-webhooks", headers, "{}", NOW.plusSeconds(seconds), STANDARD_SECRET))
                    .isInstanceOf(Verdict.Verified.class);
        }
        for (int seconds : new int[] {-301, 301}) {
            Verdict verdict = verify("standard-webhooks", headers, "{}", NOW.plusSeconds(seconds), STANDARD_SECRET);
            assertThat(reason(verdict)).isEqualTo(Reason.STALE);
            assertThat(((Verdict.Refused) verdict).detail()).contains("301 s");
        }
        HookRequest request = new HookRequest("POST", "", headers, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(registry.find("standard-webhooks")
                        .orElseThrow()
                        .verify(
                                request,
                                Credentials.of(List.of(STANDARD_SECRET)),
                                NOW.plusSeconds(900),
                                Duration.ofMinutes(20)))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void an_ed25519_signature_is_checked_with_the_public_key() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        String secret = "whpk_"
                + Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(("msg_1." + NOW.getEpochSecond() + ".{}").getBytes(StandardCharsets.UTF_8));
        String signature = "v1a," + Base64.getEncoder().encodeToString(signer.sign());
        Map<String, List<String>> headers = standard("msg_1", String.valueOf(NOW.getEpochSecond()), signature);
        assertThat(verify("standard-webhooks", headers, "{}", NOW, secret))
                .isEqualTo(new Verdict.Verified("v1a", "secret", 0, Verdict.Assurance.SIGNATURE));
        assertThat(reason(verify("standard-webhooks", headers, "{ }", NOW, secret)))
                .isEqualTo(Reason.MISMATCH);
        // While a key is rotated to an HMAC secret, what either of them signed passes.
        assertThat(verify("standard-webhooks", headers, "{}", NOW, STANDARD_SECRET, secret))
                .isInstanceOf(Verdict.Verified.class);
    }

    private static Map<String, List<String>> standard(String id, String time, String signature) {
        return headers("webhook-id", id, "webhook-timestamp", time, "webhook-signature", signature);
    }
}
