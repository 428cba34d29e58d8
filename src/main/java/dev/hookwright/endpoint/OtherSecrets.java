package dev.hookwright.endpoint;

import dev.hookwright.provider.Credentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets in the form of an endpoint's that are not its own. */
final class OtherSecrets {
    private static final int LONGEST = 64;

    private OtherSecrets() {}

    /** To be tried in turn: of a key's text, not every letter is part of the key. */
    static List<Credentials> than(Credentials own) {
        List<Credentials> others = new ArrayList<>();
        // Behind a prefix, such as whsec_, before what stands in front.
        for (int place = 8; place < LONGEST; place++) {
            others.add(changed(own, place));
        }
        for (int place = 0; place < 8; place++) {
            others.add(changed(own, place));
        }
        return others;
    }

    private static Credentials changed(Credentials own, int place) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        own.named()
                .forEach((name, secrets) -> named.put(
                        name,
                        secrets.stream().map(secret -> changed(secret, place)).toList()));
        return new Credentials(named, own.config(), own.scheme());
    }

    /** A letter that is one in every encoding of secrets, and no number. */
    private static String changed(String secret, int place) {
        if (place >= secret.length()) {
            return secret;
        }
        char other = secret.charAt(place) == 'A' ? 'B' : 'A';
        return secret.substring(0, place) + other + secret.substring(place + 1);
    }
}
