package dev.hookwright.endpoint;

import dev.hookwright.config.Placeholders;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint verifies with: its secrets, and what its provider needs besides. */
final class CredentialsReader {
    private static final Pattern OF_A_SHELL = Pattern.compile("\\$\\{?(\\w+)}?");

    private final Placeholders placeholders;
    private final Problems problems;

    CredentialsReader(Placeholders placeholders, Problems problems) {
        this.placeholders = placeholders;
        this.problems = problems;
    }

    Credentials read(
            YamlValue.Field endpoint, Provider provider, @Nullable YamlValue value, @Nullable YamlValue config) {
        Credentials credentials = credentials(endpoint, provider, value, config);
        provider.handshakeConfig()
                .filter(name -> config == null || config.get(name) == null)
                .forEach(name -> problems.warn(
                        endpoint.where(),
                        "the endpoint \"" + endpoint.name() + "\" does not say its " + name + ", without which "
                                + provider.title() + " is turned away when it tests the address",
                        "add config: {" + name + ": ...}"));
        return credentials;
    }

    private Credentials credentials(
            YamlValue.Field endpoint, Provider provider, @Nullable YamlValue value, @Nullable YamlValue config) {
        if (value == null && provider.capturesSecret()) {
            return new Credentials(Map.of(), config(provider, config), Optional.empty());
        }
        if (value == null) {
            Credentials without = new Credentials(Map.of(), config(provider, config), Optional.empty());
            if (provider.needsNoSecret(without)) {
                checkConfig(endpoint, provider, without);
                return without;
            }
            if (!provider.isUnsigned()) {
                problems.add(
                        endpoint.where(),
                        "the endpoint \"" + endpoint.name() + "\" has no secrets to verify " + provider.title()
                                + " with",
                        "add secrets: [\"{{" + endpoint.name() + ".signing.secret}}\"]"
                                + (provider.secretsAreOptional() ? ", or secrets: [] to take anyone's post" : ""));
            }
            return Credentials.NONE;
        }
        if (provider.isUnsigned()) {
            value.problem(problems, "an unsigned endpoint has no secrets", "remove secrets:, or name the provider");
            return Credentials.NONE;
        }
        if (provider.credentialNames().isEmpty()) {
            value.problem(problems, provider.title() + " signs with a key of its own", "remove secrets:");
            return Credentials.NONE;
        }
        Map<String, List<String>> named = new LinkedHashMap<>();
        int before = problems.all().size();
        if (value.isMapping()) {
            value.fieldsAmong(provider.credentialNames(), problems)
                    .forEach((name, secrets) -> named.put(name, secrets(secrets)));
        } else {
            named.put(Credentials.unnamed(provider.credentialNames()), secrets(value));
        }
        Credentials credentials = new Credentials(named, config(provider, config), Optional.empty());
        if (problems.all().size() == before) {
            if (named.values().stream().allMatch(List::isEmpty) && !provider.secretsAreOptional()) {
                value.problem(problems, "there is no secret in the list", "add one");
            }
            provider.complaintsAbout(credentials)
                    .forEach(complaint -> value.problem(problems, complaint, "copy it anew from the provider's page"));
            checkConfig(endpoint, provider, credentials);
        }
        return credentials;
    }

    private void checkConfig(YamlValue.Field endpoint, Provider provider, Credentials credentials) {
        for (String name : provider.missingConfig(credentials)) {
            problems.add(
                    endpoint.where(),
                    "the endpoint \"" + endpoint.name() + "\" does not say its " + name + ", without which "
                            + provider.title() + " cannot be verified",
                    "add config: {" + name + ": ...}");
        }
    }

    private List<String> secrets(YamlValue value) {
        List<String> secrets = new ArrayList<>();
        for (YamlValue item : value.items()) {
            String text = item.isScalar() ? item.text() : "";
            if (item.isNull()) {
                item.problem(problems, "this secret says nothing", "write it, or remove the item");
                continue;
            }
            Matcher shell = OF_A_SHELL.matcher(text);
            if (shell.matches()) {
                problems.warn(
                        item.where(),
                        "the secret would be the text " + text + " itself",
                        "write {{env:" + shell.group(1) + "}} for the variable's value, or {{name}} for a setting's");
            }
            try {
                secrets.add(placeholders.resolve(text));
            } catch (Placeholders.NoValue e) {
                item.problem(problems, String.valueOf(e.getMessage()), e.remedy());
            }
        }
        return secrets;
    }

    private Map<String, String> config(Provider provider, @Nullable YamlValue value) {
        Map<String, String> config = new LinkedHashMap<>();
        if (value == null) {
            return config;
        }
        if (!value.isMapping()) {
            value.problem(problems, "config is a mapping", "write NAME: VALUE");
        }
        value.fieldsAmong(provider.configNames(), problems).forEach((name, text) -> {
            if (text.isScalar() && !text.text().isEmpty()) {
                config.put(name, resolve(text));
            } else {
                text.problem(problems, "\"" + name + "\" is one text", "write one value");
            }
        });
        return config;
    }

    private String resolve(YamlValue value) {
        try {
            return placeholders.resolve(value.text());
        } catch (Placeholders.NoValue e) {
            value.problem(problems, String.valueOf(e.getMessage()), e.remedy());
            return "";
        }
    }
}
