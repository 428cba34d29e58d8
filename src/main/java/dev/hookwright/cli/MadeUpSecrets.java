package dev.hookwright.cli;

import dev.hookwright.config.Settings;
import dev.hookwright.endpoint.ProviderGuide;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values for the settings of a new endpoint, good for trying it out until the provider's own are there. */
final class MadeUpSecrets {
    private static final int BYTES = 32;

    private MadeUpSecrets() {}

    /** The lines for {@code application.properties}; those that it has already are left out. */
    static String lines(Provider provider, ProviderGuide guide, Settings settings) {
        List<String> missing = guide.settings().stream()
                .filter(name -> settings.properties().getProperty(name) == null)
                .toList();
        if (missing.isEmpty()) {
            return "";
        }
        String value = value(provider);
        return "# Made up, to try " + provider.title() + " out with: put its own in place of it.\n"
                + missing.stream().map(name -> name + "=" + value + "\n").collect(Collectors.joining());
    }

    /** In the first of the usual forms that the provider takes. */
    private static String value(Provider provider) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = Base64.getEncoder().encodeToString(random);
        String hex = HexFormat.of().formatHex(random);
        List<String> forms = List.of(hex, text, "whsec_" + text, "v1,whsec_" + text, "hookwright:" + hex);
        for (String form : forms) {
            Map<String, List<String>> named =
                    provider.credentialNames().stream().collect(Collectors.toMap(name -> name, name -> List.of(form)));
            Map<String, String> config =
                    provider.configNames().stream().collect(Collectors.toMap(name -> name, name -> form));
            if (provider.complaintsAbout(new Credentials(named, config, Optional.empty()))
                    .isEmpty()) {
                return form;
            }
        }
        // A public key, whose private half is with nobody: trigger and tests sign with one of their own.
        return provider.credentialNames().stream()
                .flatMap(name -> provider.exampleCredentials().of(name).stream())
                .findFirst()
                .orElse(hex)
                .replace("\n", "\\n");
    }
}
