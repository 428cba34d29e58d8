package dev.hookwright.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample is what its name says, to the provider whose folder it stands in. */
class SamplesTest {
    private static final ProviderRegistry REGISTRY = ProviderRegistry.load(null, new Problems());
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "json", "application/json",
            "form", "application/x-www-form-urlencoded",
            "xml", "application/xml",
            "txt", "text/plain");
    /** Discord's webhook events have none, unlike its interactions. */
    private static final Set<String> WITHOUT_ID = Set.of("discord/APPLICATION_AUTHORIZED");

    /** What is answered and goes no further. */
    private static final Set<String> HANDSHAKES = Set.of("github/ping");

    /** A file, as {@code PROVIDER/TYPE}. */
    private record Sample(String name, String ending, Path file) {
        static Sample of(Path file) {
            String whole = file.getFileName().toString();
            int dot = whole.lastIndexOf('.');
            return new Sample(
                    file.getParent().getFileName() + "/" + whole.substring(0, dot), whole.substring(dot + 1), file);
        }

        String type() {
            return name.substring(name.indexOf('/') + 1);
        }

        byte[] body() throws IOException {
            byte[] content = Files.readAllBytes(file);
            return ending.equals("form") ? encoded(new String(content, StandardCharsets.UTF_8)) : content;
        }

        private static byte[] encoded(String form) {
            return form.lines()
                    .map(line -> line.split("=", 2))
                    .map(field -> URLEncoder.encode(field[0], StandardCharsets.UTF_8) + "="
                            + URLEncoder.encode(field[1], StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    void what_is_sent_where_nothing_is_named_is_no_end_and_no_failure() throws Exception {
        SampleFiles files = SampleFiles.list();
        List<String> typical = new String(
                        SampleFiles.class
                                .getResourceAsStream("/typical-samples.txt")
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(files.names()).containsAll(typical);
        assertThat(typical)
                .isSorted()
                .allSatisfy(name ->
                        assertThat(files.of(name.split("/", 2)[0]).get(0)).isEqualTo(name));
        for (String provider : REGISTRY.names()) {
            List<String> samples = files.of(provider);
            if (samples.size() > 1) {
                assertThat(samples.get(0))
                        .doesNotContainPattern(
                                "(?i)/.*(uninstall|delet|cancel|fail|error|ping|expired|bounce|refund|unsubscribe|declined|removed)");
            }
        }
    }

    static Stream<String> providers() {
        return REGISTRY.names().stream();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void the_samples_of_a_provider_are_what_their_names_say(String name) throws Exception {
        Provider provider = REGISTRY.find(name).orElseThrow();
        YamlValue rule = eventRule(name);
        List<Sample> samples = samplesIn(folder().resolve(name));
        assertThat(samples).isNotEmpty();
        for (Sample sample : samples) {
            HookRequest request = request(sample, rule);
            assertReadable(sample, request);
            assertThat(provider.handshake(request, Credentials.NONE, ProviderFixture.NOW, null)
                            .isPresent())
                    .as("%s is a handshake", sample.name())
                    .isEqualTo(HANDSHAKES.contains(sample.name()));
            if (sample.ending().equals("json") || !says(rule, "id", "json")) {
                assertKnown(sample, rule, provider, request);
            }
        }
    }

    /** Slack's forms are left out: what names an event stands in JSON, which they are not. */
    private static void assertKnown(Sample sample, YamlValue rule, Provider provider, HookRequest request)
            throws UnreadableBody {
        List<EventIdentity> events = provider.isSplit(request)
                ? provider.split(request).stream().map(EventItem::identity).toList()
                : List.of(provider.identify(request));
        assertThat(events).as(sample.name()).isNotEmpty();
        boolean typed = says(rule, "type", sample.ending()) || says(rule, "type", "header", "headers");
        assertThat(events.stream().map(EventIdentity::type).map(SamplesTest::spelled))
                .as("%s's type", sample.name())
                .containsOnly(typed ? sample.type() : "");
        if (says(rule, "id", sample.ending()) && !WITHOUT_ID.contains(sample.name())) {
            assertThat(events.stream().map(EventIdentity::id))
                    .as("%s's id", sample.name())
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
        }
    }

    /** As a file's name can have it. */
    private static String spelled(@Nullable String type) {
        return type == null ? "" : type.replaceAll("[^A-Za-z0-9._-]", ".");
    }

    private static void assertReadable(Sample sample, HookRequest request) throws Exception {
        switch (sample.ending()) {
            case "json" -> assertThat(request.json().isContainerNode()).isTrue();
            case "form" -> assertThat(request.form()).isNotEmpty();
            case "xml" ->
                assertThat(DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new ByteArrayInputStream(request.body()))
                                .getDocumentElement())
                        .isNotNull();
            default -> HookRequest.utf8(request.body());
        }
    }

    /** With the header that says the type, but no header that says the id. */
    private static HookRequest request(Sample sample, YamlValue rule) throws IOException {
        YamlValue mediaType = rule.get("media-type");
        SampleRequest request = SampleRequest.post(sample.body())
                .with("content-type", mediaType == null ? CONTENT_TYPES.get(sample.ending()) : mediaType.text());
        List<YamlValue> sources = sources(rule, "type");
        YamlValue header = sources.isEmpty()
                ? null
                : Stream.of("header", "headers")
                        .map(sources.get(0)::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        if (header != null) {
            YamlValue join = rule.get("type-join");
            String type = sample.type();
            int end = join == null ? -1 : type.indexOf(join.text());
            request = request.with(header.items().get(0).text(), end < 0 ? type : type.substring(0, end));
        }
        return request.request();
    }

    private static boolean says(YamlValue rule, String name, String... places) {
        return sources(rule, name).stream()
                .anyMatch(source -> Stream.of(places).anyMatch(place -> source.get(place) != null));
    }

    private static List<YamlValue> sources(YamlValue rule, String name) {
        YamlValue sources = rule.get(name);
        return sources == null ? List.of() : sources.items();
    }

    /** What a provider's file says of its events, of a single one if they have several forms; or else the file itself. */
    private static YamlValue eventRule(String provider) throws IOException {
        try (InputStream file = SamplesTest.class.getResourceAsStream("/providers/" + provider + ".yaml")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            YamlValue root = YamlValue.parse(provider, text, new Problems()).orElseThrow();
            @Nullable YamlValue event = root.get("event");
            return event == null
                    ? root
                    : event.items().stream()
                            .filter(form -> event.isMapping() || form.get("split") == null)
                            .findFirst()
                            .orElseThrow();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(SamplesTest.class.getResource("/samples").toURI());
    }

    private static List<Sample> samplesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Sample::of).toList();
        }
    }
}
