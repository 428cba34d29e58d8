package dev.hookwright.endpoint;

import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Diagnosis;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.Finding;
import dev.hookwright.provider.HookRequest;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an endpoint refused a request: what the request itself tells, and what the rest of the workspace does. */
public final class RefusalDiagnosis {
    private final Endpoints endpoints;
    private final Map<String, String> secretSettings;
    private final Diagnosis diagnosis;

    /**
     * Diagnosis for a workspace.
     *
     * @param secretSettings the settings that are secrets, by name
     * @param downloads where keys come from that no endpoint holds
     */
    public RefusalDiagnosis(
            Endpoints endpoints, ProviderRegistry providers, Map<String, String> secretSettings, Downloads downloads) {
        this.endpoints = endpoints;
        this.secretSettings = secretSettings;
        this.diagnosis = new Diagnosis(providers, downloads);
    }

    /**
     * What is wrong with a request that did not verify, the most telling first; never empty.
     *
     * @param at when it came in
     */
    public List<Finding> of(Endpoint endpoint, HookRequest request, Instant at) {
        List<Finding> findings = new ArrayList<>(
                diagnosis.of(endpoint.provider(), endpoint.credentials(), request, at, endpoint.tolerance()));
        String reason = findings.get(0).code();
        if (reason.equals("mismatch") || reason.equals("digest-mismatch")) {
            otherUrl(endpoint, request, at).ifPresent(findings::add);
            otherSecret(endpoint, request, at).ifPresent(findings::add);
            if (findings.size() == 1) {
                findings.add(new Finding(
                        "no-secret-fits",
                        "no secret of the workspace fits, nor did undoing the usual changes to a body: as a rule the"
                                + " secret is another webhook's, or of test mode instead of live"));
            }
        }
        return findings;
    }

    private Optional<Finding> otherSecret(Endpoint endpoint, HookRequest request, Instant at) {
        Provider provider = endpoint.provider();
        for (Endpoint other : endpoints.all()) {
            if (other.name().equals(endpoint.name())) {
                continue;
            }
            boolean fits = Diagnosis.fits(other.provider(), other.credentials(), request, at)
                    || Diagnosis.fits(provider, other.credentials(), request, at);
            if (fits) {
                return Optional.of(new Finding(
                        "other-endpoint",
                        "it is signed with the secret of the endpoint \"" + other.name()
                                + "\": the URL or the secret was pasted in the other's place"));
            }
        }
        for (Map.Entry<String, String> setting : secretSettings.entrySet()) {
            for (String name : provider.credentialNames()) {
                Credentials one = new Credentials(
                        Map.of(name, List.of(setting.getValue())),
                        endpoint.credentials().config(),
                        Optional.empty());
                if (Diagnosis.fits(provider, one, request, at)) {
                    return Optional.of(new Finding(
                            "other-secret",
                            "it is signed with the value of the setting " + setting.getKey()
                                    + ", which this endpoint does not use"));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> otherUrl(Endpoint endpoint, HookRequest request, Instant at) {
        if (!endpoint.provider().signsUrl()) {
            return Optional.empty();
        }
        return urls(endpoint, request).stream()
                .filter(url -> Diagnosis.fits(endpoint.provider(), endpoint.credentials(), request.withUrl(url), at))
                .findFirst()
                .map(url -> new Finding(
                        "url-differs",
                        "it was signed for the URL " + url + ", and publicUrl says " + endpoint.publicUrl()
                                + ": make them the same"));
    }

    /** Under which URLs the provider may know the endpoint. */
    private static Set<String> urls(Endpoint endpoint, HookRequest request) {
        URI known = uri(endpoint.publicUrl());
        Set<String> hosts = new LinkedHashSet<>();
        Set<String> paths = new LinkedHashSet<>();
        if (known != null) {
            hosts.add(known.getRawAuthority());
            paths.add(known.getRawPath());
        }
        request.header("x-forwarded-host").ifPresent(hosts::add);
        request.header("host").ifPresent(hosts::add);
        paths.add("/hooks/" + endpoint.name());
        int mark = request.url().indexOf('?');
        String query = mark < 0 ? "" : request.url().substring(mark);
        Set<String> urls = new LinkedHashSet<>();
        for (String host : hosts) {
            for (String path : paths) {
                String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
                for (String scheme : List.of("https://", "http://")) {
                    urls.add(scheme + host + plain + query);
                    urls.add(scheme + host + plain + "/" + query);
                    urls.add(scheme + host + plain);
                }
            }
        }
        return urls;
    }

    private static @Nullable URI uri(@Nullable String text) {
        try {
            URI uri = text == null ? null : new URI(text);
            return uri == null || uri.getRawAuthority() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
