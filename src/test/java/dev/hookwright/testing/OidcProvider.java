package dev.hookwright.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.hookwright.testing.Target.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A small identity provider that does what one has to, and lies as it is told. Whoever comes is let in. */
public final class OidcProvider implements AutoCloseable {
    public static final String CLIENT = "hookwright+test";
    public static final String SECRET = "s3cr:t/+&%";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Target target = new Target();
    private final InstantSource clock;
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    private RSAKey key = newKey("first");
    private List<RSAKey> published = List.of(key);
    private volatile boolean away;
    private volatile Map<String, Object> person = Map.of();
    private volatile Map<String, Object> moreOfPerson = Map.of();
    private volatile Forgery forgery = claims -> sign(claims, key);

    /** Makes an ID token of what it should say. */
    public interface Forgery {
        String token(JWTClaimsSet claims) throws JOSEException;
    }

    public OidcProvider(InstantSource clock) {
        this.clock = clock;
        target.answer(call -> away ? Reply.status(503) : answer(call));
    }

    public static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String issuer() {
        return target.url();
    }

    public RSAKey key() {
        return key;
    }

    public long calls(String path) {
        return target.calls(path).size();
    }

    public void away(boolean isAway) {
        away = isAway;
    }

    /** From now on this is who comes: claims of the ID token. */
    public void person(Map<String, Object> claims) {
        person = claims;
        moreOfPerson = Map.of();
        forgery = all -> sign(all, key);
    }

    /** What only the user info tells. */
    public void moreOfPerson(Map<String, Object> claims) {
        moreOfPerson = claims;
    }

    /** From now on ID tokens are made so. */
    public void forge(Forgery how) {
        forgery = how;
    }

    /** Signs with a new key from now on. */
    public void rotate(String id) {
        key = newKey(id);
        published = List.of(key);
    }

    public static String sign(JWTClaimsSet claims, RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    /** What a browser is answered that comes with a request to sign in: the address that it is sent back to. */
    public URI authorize(URI request) {
        Map<String, String> query = form(request.getRawQuery());
        if (!request.toString().startsWith(issuer() + "/authorize?")
                || !query.get("client_id").equals(CLIENT)
                || !query.get("response_type").equals("code")
                || !query.get("code_challenge_method").equals("S256")
                || !query.get("scope").startsWith("openid ")) {
            throw new IllegalStateException("not a request to sign in: " + request);
        }
        String code = UUID.randomUUID().toString();
        asked.put(code, query);
        return URI.create(query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
    }

    private Reply answer(Target.Call call) {
        return switch (call.path()) {
            case "/.well-known/openid-configuration" ->
                json(Map.of(
                        "issuer", issuer(),
                        "authorization_endpoint", issuer() + "/authorize",
                        "token_endpoint", issuer() + "/token",
                        "userinfo_endpoint", issuer() + "/me",
                        "jwks_uri", issuer() + "/keys"));
            case "/keys" ->
                Reply.ok(new JWKSet(published.stream().map(RSAKey::toPublicJWK).collect(Collectors.toList()))
                        .toString());
            case "/token" -> token(call);
            case "/me" -> json(moreOfPerson);
            default -> Reply.status(404);
        };
    }

    private Reply token(Target.Call call) {
        Map<String, String> form = form(call.body());
        String both = new String(
                Base64.getDecoder()
                        .decode(call.headers().getOrDefault("authorization", "").replaceFirst("Basic ", "")),
                StandardCharsets.UTF_8);
        String[] client = both.split(":", 2);
        if (client.length < 2
                || !decoded(client[0]).equals(CLIENT)
                || !decoded(client[1]).equals(SECRET)) {
            return refused(401, "invalid_client");
        }
        Map<String, String> request = asked.remove(form.getOrDefault("code", ""));
        if (request == null
                || !form.get("grant_type").equals("authorization_code")
                || !form.get("redirect_uri").equals(request.get("redirect_uri"))
                || !challenge(form.get("code_verifier")).equals(request.get("code_challenge"))) {
            return refused(400, "invalid_grant");
        }
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("248289761001")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", request.get("nonce"));
        person.forEach(claims::claim);
        try {
            return json(Map.of(
                    "id_token", forgery.token(claims.build()), "access_token", "opaque", "token_type", "Bearer"));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply refused(int status, String error) {
        return new Reply(status, Map.of("Content-Type", "application/json"), "{\"error\": \"" + error + "\"}");
    }

    private static Reply json(Map<String, Object> members) {
        return Reply.ok(MAPPER.valueToTree(members).toString());
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> fields.put(decoded(pair[0]), decoded(pair[1])));
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        target.close();
    }
}
