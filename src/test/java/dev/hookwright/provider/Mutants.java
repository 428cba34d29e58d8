package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.NOW;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A good request with one thing changed at a time, and nothing among them that the scheme itself allows. */
final class Mutants {
    private static final int FLIPS = 6;

    private final Trial trial;
    private final SignedRequest good;
    private final HookRequest received;
    private final ProofText proof;
    private final Random random;
    private final Map<String, HookRequest> all = new LinkedHashMap<>();

    private Mutants(Trial trial) {
        this.trial = trial;
        this.good = trial.signed(NOW);
        this.received = good.received();
        this.proof = ProofText.of(trial, received);
        this.random = new Random(trial.toString().hashCode());
    }

    /** By what was changed. */
    static Map<String, HookRequest> of(Trial trial) {
        Mutants mutants = new Mutants(trial);
        mutants.proofs();
        mutants.headers();
        mutants.bodies();
        mutants.targets();
        mutants.timestamps();
        return mutants.all;
    }

    private void proofs() {
        List<String> texts = new ArrayList<>(proof.mutated(random));
        texts.addAll(proof.reEncoded());
        for (String text : texts) {
            if (!proof.isAllowed(text)) {
                all.put("proof \"" + text + "\" for \"" + proof.text() + "\"", put(proof.place(), proof.base(), text));
            }
        }
    }

    private boolean mayRepeat() {
        return trial.scheme() instanceof SignedScheme signed
                && signed.signature().repeats();
    }

    private void headers() {
        for (Place place : proof.headers(trial.scheme())) {
            String name = place.name().toString().toLowerCase(Locale.ROOT);
            List<String> values = received.headers().getOrDefault(name, List.of());
            for (List<String> other : values.isEmpty()
                    ? List.<List<String>>of()
                    : List.of(
                            List.<String>of(),
                            List.of(values.get(0), values.get(0)),
                            List.of(values.get(0), "x"),
                            List.of("x", values.get(0)))) {
                Map<String, List<String>> headers = new LinkedHashMap<>(received.headers());
                headers.put(name, other);
                if (other.isEmpty()) {
                    headers.remove(name);
                } else if (mayRepeat()) {
                    continue;
                }
                all.put("header " + name + " " + other, request("POST", good.url(), headers, good.body()));
            }
        }
    }

    private void bodies() {
        List<byte[]> bodies = new ArrayList<>();
        byte[] body = good.body();
        for (int i = 0; i < FLIPS && body.length > 0; i++) {
            byte[] flipped = body.clone();
            flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            bodies.add(flipped);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        for (String other : List.of("", text + " ", " " + text, text + "\n", reEncoded(text), text + text)) {
            bodies.add(other.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(Arrays.copyOf(body, Math.max(0, body.length - 1)));
        for (byte[] other : bodies) {
            HookRequest request = request("POST", good.url(), received.headers(), other);
            if (!Arrays.equals(other, body) && !allowsBody(request)) {
                all.put("body " + all.size(), request);
            }
        }
    }

    /** A scheme that is not over the body as it came may allow another one that means the same to it. */
    private boolean allowsBody(HookRequest request) {
        Scheme scheme = trial.scheme();
        boolean digest =
                scheme instanceof JwtScheme jwt && jwt.digests().stream().anyMatch(DigestRule::ofBody);
        if (scheme instanceof SignedScheme signed) {
            boolean whole = signed.content().uses("body")
                    || signed.demands().digests().stream().anyMatch(DigestRule::ofBody);
            return !whole
                    && trial.meaning(request, NOW).isPresent()
                    && trial.meaning(request, NOW).equals(trial.meaning(received, NOW));
        }
        return !digest && proof.isIn(request);
    }

    private static String reEncoded(String text) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(text));
        } catch (IOException e) {
            return text.replace("+", "%20");
        }
    }

    private void targets() {
        boolean url = trial.scheme() instanceof SignedScheme signed
                ? signed.content().uses("url")
                : trial.scheme() instanceof JwtScheme && trial.provider().signsUrl();
        for (String other : url
                ? List.of(
                        good.url().replace("/hooks/", "/hook/"),
                        good.url().replace("hooks.", "evil."),
                        good.url().replace("https", "http"),
                        good.url() + (good.url().contains("?") ? "&" : "?") + "x=1",
                        good.url() + "x")
                : List.<String>of()) {
            all.put("url " + other, request("POST", other, received.headers(), good.body()));
        }
        if (url
                && !(trial.scheme() instanceof SignedScheme signed
                        && signed.demands().portToggle())) {
            String other = good.url().replace(".com", ".com:8443");
            all.put("url " + other, request("POST", other, received.headers(), good.body()));
        }
        if (trial.scheme() instanceof SignedScheme signed && signed.content().uses("method")) {
            all.put("method", request("PUT", good.url(), received.headers(), good.body()));
        }
    }

    private void timestamps() {
        TimestampRule rule = trial.scheme() instanceof SignedScheme signed ? signed.timestamp() : null;
        if (rule == null) {
            return;
        }
        String now = rule.unit().write(NOW);
        List<String> others = new ArrayList<>(
                List.of("", "0" + now, "-" + now, "-5", "99999999999999999999", "abc", now + "0", now + ".5", "0x10"));
        for (long seconds : new long[] {1, -1, 301, -301, 86_400, -86_400, 1L << 40}) {
            others.add(rule.unit().write(NOW.plusSeconds(seconds)));
        }
        Source place = rule.source();
        for (String other : others) {
            HookRequest request = place == null
                    ? put(proof.place(), proof.base(), proof.text().replace(now, other))
                    : put(place.places().get(0), List.of(), place.prefix() + other);
            if (!Arrays.equals(request.body(), good.body()) || place == null || !place.isIn(Place.Kind.JSON)) {
                all.put("timestamp \"" + other + "\"", request);
            }
        }
    }

    private HookRequest put(Place place, List<String> base, String text) {
        Draft draft = new Draft(good.url(), received.header("content-type").orElse(""), good.body(), null, false);
        Outgoing outgoing = new Outgoing(draft, NOW, trial.credentials().config());
        good.headers().forEach(outgoing::put);
        outgoing.put(place, base, text);
        return outgoing.request().received();
    }

    private static HookRequest request(String method, String url, Map<String, List<String>> headers, byte[] body) {
        return new HookRequest(method, url, headers, FormText.query(url), body);
    }
}
