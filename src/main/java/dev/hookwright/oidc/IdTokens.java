package dev.hookwright.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks ID tokens as OpenID Connect Core 1.0, section 3.1.3.7, demands, and never by a secret that both sides have. */
final class IdTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LONGEST_SUBJECT = 255;
    private static final int MOST_KEYS = 8;

    private final String issuer;
    private final String clientId;
    private final ProviderKeys keys;
    private final InstantSource clock;

    IdTokens(String issuer, String clientId, ProviderKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.keys = keys;
        this.clock = clock;
    }

    /** What a token says, if all of it holds. Blocks. */
    JWTClaimsSet check(String text, String nonce, URI keysAddress) throws SignInRefused, ProviderAway {
        try {
            JWT token = JWTParser.parse(text);
            if (!(token instanceof SignedJWT signed)
                    || !ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
                throw refused("is signed in a way that is not accepted ("
                        + word(token.getHeader().getAlgorithm().getName()) + ")");
            }
            checkSignature(signed, keysAddress);
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            checkClaims(claims, nonce);
            return claims;
        } catch (ParseException e) {
            throw refused("cannot be read");
        }
    }

    private void checkSignature(SignedJWT token, URI keysAddress) throws SignInRefused, ProviderAway {
        List<JWK> candidates = keys.find(keysAddress, token.getHeader());
        if (candidates.isEmpty()) {
            throw refused("is signed with a key that the provider does not publish");
        }
        for (JWK candidate : candidates.subList(0, Math.min(MOST_KEYS, candidates.size()))) {
            if (isSigned(token, candidate)) {
                return;
            }
        }
        throw refused("has a signature that does not fit");
    }

    private static boolean isSigned(SignedJWT token, JWK candidate) {
        boolean isTooShort = candidate.getKeyType().equals(KeyType.RSA) && candidate.size() < LEAST_RSA_BITS;
        if (isTooShort || !(candidate instanceof AsymmetricJWK key)) {
            return false;
        }
        try {
            return token.verify(
                    new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), key.toPublicKey()));
        } catch (JOSEException e) {
            return false;
        }
    }

    private void checkClaims(JWTClaimsSet claims, String nonce) throws SignInRefused {
        Instant now = clock.instant();
        List<String> audience = claims.getAudience();
        String subject = claims.getSubject();
        if (!issuer.equals(claims.getIssuer())) {
            throw refused("is another provider's");
        }
        Object party = claims.getClaim("azp");
        boolean isForOthers = party == null ? audience.size() > 1 : !clientId.equals(party);
        if (!audience.contains(clientId) || isForOthers) {
            throw refused("is for another program");
        }
        if (!Secrets.isSame(nonce, claims.getClaim("nonce") instanceof String text ? text : null)) {
            throw refused("is of another sign-in");
        }
        if (claims.getExpirationTime() == null || !now.minus(SKEW).isBefore(instant(claims.getExpirationTime()))) {
            throw refused("has expired");
        }
        if (claims.getIssueTime() == null
                || isToCome(claims.getIssueTime(), now)
                || isToCome(claims.getNotBeforeTime(), now)) {
            throw refused("does not count yet: is one of the two clocks wrong?");
        }
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw refused("does not say who it is about");
        }
    }

    private static boolean isToCome(@Nullable Date date, Instant now) {
        return date != null && instant(date).isAfter(now.plus(SKEW));
    }

    private static Instant instant(Date date) {
        return date.toInstant();
    }

    private static String word(String text) {
        return text.replaceAll("[^\\w-]", "?");
    }

    private static SignInRefused refused(String what) {
        return new SignInRefused("The provider's answer does not hold: its ID token " + what + ".");
    }
}
