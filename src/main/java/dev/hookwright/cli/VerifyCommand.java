package dev.hookwright.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.download.HttpsFetch;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Diagnosis;
import dev.hookwright.provider.Downloads;
import dev.hookwright.provider.Provider;
import dev.hookwright.provider.ProviderRegistry;
import dev.hookwright.provider.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a captured request as an endpoint would.",
            "Says why it is refused; or checks a file of vectors, a line each."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Mixin
    private WorkspaceOptions workspace = new WorkspaceOptions();

    @Parameters(arity = "0..1", paramLabel = "PROVIDER", description = "who is said to have sent the request")
    private @Nullable String providerName;

    @Option(
            names = "--secret",
            paramLabel = "[NAME=]S",
            description =
                    "what it was signed with; where the provider has several kinds, the first of them by name or the one"
                            + " that NAME says, as gitlab's signing-token=...; may be given several times")
    private List<String> secrets = List.of();

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description =
                    "JSON: {\"method\",\"url\",\"headers\",\"body\"}, the body as text; \"config\" and \"fetched\" where"
                            + " the provider needs them")
    private @Nullable Path request;

    @Option(names = "--at", paramLabel = "EPOCH_SECONDS", description = "when it came in (default: now)")
    private @Nullable Long at;

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description = "JSON array of requests, each with provider, secret, now and valid")
    private @Nullable Path vectors;

    @Override
    public Integer call() {
        ProviderRegistry registry = workspace.providers();
        Path file = vectors;
        Path captured = request;
        String name = providerName;
        if (file != null && captured == null && name == null) {
            return runVectors(registry, file);
        }
        if (file != null || captured == null || name == null) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    "give either PROVIDER with --secret and --request, or --vectors (see hookwright verify --help)");
        }
        Provider provider = WorkspaceOptions.provider(registry, name);
        return verifyOne(registry, provider, new CapturedRequest(json(captured)), captured);
    }

    private int verifyOne(ProviderRegistry registry, Provider provider, CapturedRequest captured, Path file) {
        Credentials credentials = captured.credentials(provider.credentialNames(), secrets);
        if (secrets.isEmpty() && !provider.needsNoSecret(credentials)) {
            throw new CommandFailed(ExitStatus.WRONG_USE, "say with --secret what the request was signed with");
        }
        provider.missingConfig(credentials).forEach(name -> {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    "the request does not say the endpoint's " + name + " (add \"config\": {\"" + name + "\": ...} to "
                            + file + ")");
        });
        provider.complaintsAbout(credentials).forEach(complaint -> {
            throw new CommandFailed(ExitStatus.WRONG_USE, complaint + " (copy it anew from the provider's page)");
        });
        try {
            Instant when = at == null ? Instant.now() : CapturedRequest.second(at);
            Downloads downloads = new DirectDownloads(captured.fetched(), HttpsFetch.of(false));
            Verdict verdict = provider.verify(captured.request(), credentials, when, null, downloads);
            System.out.println(explain(provider, verdict));
            if (verdict instanceof Verdict.Refused) {
                new Diagnosis(registry, downloads)
                        .of(provider, credentials, captured.request(), when, null).stream()
                                .skip(1)
                                .forEach(finding -> System.out.println("  " + finding.text()));
            }
            return verdict instanceof Verdict.Verified ? ExitStatus.DONE : ExitStatus.WRONG;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitStatus.WRONG_USE, "the file " + file + " holds no request: " + e.getMessage());
        }
    }

    private static String explain(Provider provider, Verdict verdict) {
        if (verdict instanceof Verdict.Verified verified) {
            String key = verified.credential().isEmpty()
                    ? "the provider's own key"
                    : "secret " + (verified.index() + 1) + " of \"" + verified.credential() + "\"";
            return "verified: " + provider.title() + ", scheme " + verified.scheme() + ", " + key + " (proof: "
                    + verified.assurance().name().toLowerCase(Locale.ROOT) + ")";
        }
        Verdict.Refused refused = (Verdict.Refused) verdict;
        return "refused: " + refused.reason().word() + ": " + refused.detail();
    }

    private static int runVectors(ProviderRegistry registry, Path file) {
        JsonNode list = json(file);
        if (!list.isArray()) {
            throw new CommandFailed(ExitStatus.WRONG_USE, "the file " + file + " is not a JSON array of vectors");
        }
        for (int i = 0; i < list.size(); i++) {
            check(registry, list.get(i), "the vector " + (i + 1) + " of " + file);
        }
        int right = 0;
        for (JsonNode item : list) {
            CapturedRequest vector = new CapturedRequest(item);
            String otherwise = otherwise(registry, vector);
            right += otherwise == null ? 1 : 0;
            System.out.println(
                    otherwise == null ? "ok     " + vector.id() : "WRONG  " + vector.id() + ": " + otherwise);
        }
        System.err.println(right + " of " + list.size() + " vectors came out as stated");
        return right == list.size() ? ExitStatus.DONE : ExitStatus.WRONG;
    }

    private static void check(ProviderRegistry registry, JsonNode vector, String place) {
        VectorShape shape = new VectorShape(vector);
        shape.complaint()
                .or(() -> registry.find(vector.path("provider").asText()).flatMap(shape::complaint))
                .ifPresent(complaint -> {
                    String id = vector.path("id").asText("");
                    String name = id.isEmpty() ? place : place + ", \"" + id + "\"";
                    throw new CommandFailed(ExitStatus.WRONG_USE, name + ": " + complaint);
                });
    }

    /** How it came out otherwise than stated; null if it did not. */
    private static @Nullable String otherwise(ProviderRegistry registry, CapturedRequest vector) {
        Optional<Provider> provider = registry.find(vector.provider());
        if (provider.isEmpty()) {
            return "there is no provider \"" + vector.provider() + "\"";
        }
        try {
            Credentials credentials = vector.credentials(provider.get().credentialNames());
            Verdict verdict = provider.get().verify(vector.request(), credentials, vector.at(), null, vector.fetched());
            return verdict instanceof Verdict.Verified == vector.isSaidValid()
                    ? null
                    : explain(provider.get(), verdict);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            JsonLocation at = Optional.ofNullable(e.getLocation()).orElse(JsonLocation.NA);
            throw new CommandFailed(
                    ExitStatus.WRONG_USE,
                    "the file " + file + " is not one JSON value, from line " + at.getLineNr() + ", column "
                            + at.getColumnNr() + " on (correct it there, or take away what follows)");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.WRONG_USE, "the file " + file + " cannot be read as JSON (check that it is there)");
        }
    }
}
