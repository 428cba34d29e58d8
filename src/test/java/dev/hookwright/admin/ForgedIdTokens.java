package dev.hookwright.admin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.hookwright.testing.OidcProvider;
import dev.hookwright.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** ID tokens that must not get anybody in. */
record ForgedIdTokens(OidcProvider provider, SettableClock clock) {
    /** By a part of what is said of each. */
    Map<String, OidcProvider.Forgery> all() {
        Map<String, OidcProvider.Forgery> forgeries = new LinkedHashMap<>();
        forgeries.put("is another provider&#39;s", changed(claims -> claims.issuer("https://other.example")));
        forgeries.put("is for another program", changed(claims -> claims.audience("other")));
        forgeries.put("for another program", changed(claims -> claims.audience(List.of(OidcProvider.CLIENT, "other"))));
        forgeries.put("another program", changed(claims -> claims.claim("azp", "other")));
        forgeries.put("is of another sign-in", changed(claims -> claims.claim("nonce", "other")));
        forgeries.put("of another sign-in", changed(claims -> claims.claim("nonce", null)));
        forgeries.put("has expired", changed(claims -> claims.expirationTime(inSeconds(-60))));
        forgeries.put("expired", changed(claims -> claims.expirationTime(null)));
        forgeries.put("does not count yet", changed(claims -> claims.issueTime(inSeconds(61))));
        forgeries.put("not count yet", changed(claims -> claims.notBeforeTime(inSeconds(61))));
        forgeries.put("who it is about", changed(claims -> claims.subject("")));
        forgeries.put("(none)", claims -> new PlainJWT(claims).serialize());
        forgeries.put(
                "(HS256)",
                claims -> hmac(claims, provider.key().toRSAPublicKey().getEncoded()));
        forgeries.put(
                "accepted (HS256)",
                claims -> hmac(claims, OidcProvider.SECRET.repeat(4).getBytes(StandardCharsets.UTF_8)));
        forgeries.put(
                "has a signature that does not fit",
                claims -> OidcProvider.sign(
                        claims, OidcProvider.newKey(provider.key().getKeyID())));
        forgeries.put(
                "signed with a key that the provider does not publish",
                claims -> OidcProvider.sign(claims, OidcProvider.newKey("unknown")));
        forgeries.put("cannot be read", claims -> "a.b");
        return forgeries;
    }

    OidcProvider.Forgery changed(Consumer<JWTClaimsSet.Builder> change) {
        return claims -> {
            JWTClaimsSet.Builder other = new JWTClaimsSet.Builder(claims);
            change.accept(other);
            return OidcProvider.sign(other.build(), provider.key());
        };
    }

    private String hmac(JWTClaimsSet claims, byte[] secret) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(provider.key().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    Date inSeconds(int seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }
}
