package dev.hookwright.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of a server: flags over environment over {@code application.properties} over defaults.
 *
 * @param port of the public server; 0 takes a free one
 * @param host that the public server listens at
 * @param publicUrl under which the public server is reached from outside, without {@code /hooks}; if it was said
 * @param adminPort of the admin server; 0 takes a free one
 * @param adminHost that the admin server listens at
 * @param data the folder of the ledger
 * @param database where the ledger is
 * @param storage how much of it is kept
 * @param access who sees what
 * @param signIn how people sign in to the admin pages
 * @param observe what is told to whoever watches
 * @param privateDownloads whether providers' keys may be fetched from hosts inside of the own network
 * @param trustedProxies whose word about who sends a request is believed
 * @param allowedNetworks that connectors with a free URL may call although they are private
 * @param routes what routes may do beyond the usual
 * @param recordRequests whether what steps are sent is kept with their attempts
 * @param silenceTimeout how long nothing may be heard of a run that is at work
 * @param shutdownTimeout how long the runs at work may take to end when the server stops
 * @param properties everything that the workspace sets, Camel's own keys among it
 * @param flags what was said on the command line
 * @param secretSettings values of settings, and of variables of the environment, that are secrets by their name
 */
public record Settings(
        int port,
        String host,
        Optional<String> publicUrl,
        int adminPort,
        String adminHost,
        Path data,
        DatabaseSettings database,
        StorageSettings storage,
        AccessSettings access,
        SignInSettings signIn,
        ObserveSettings observe,
        boolean privateDownloads,
        AddressRanges trustedProxies,
        AddressRanges allowedNetworks,
        RouteRules routes,
        boolean recordRequests,
        Duration silenceTimeout,
        Duration shutdownTimeout,
        Properties properties,
        Map<String, String> flags,
        SortedMap<String, String> secretSettings) {
    public static final String PORT = "hookwright.port";
    public static final String HOST = "hookwright.host";
    public static final String PUBLIC_URL = "hookwright.public-url";
    public static final String ADMIN_PORT = "hookwright.admin-port";
    public static final String ADMIN_HOST = "hookwright.admin-host";
    public static final String DATA = "hookwright.data";

    public static final String PRIVATE_DOWNLOADS = "hookwright.download.private-addresses";
    public static final String RECORD_REQUESTS = "hookwright.record-requests";
    public static final String SILENCE_TIMEOUT = "hookwright.silence-timeout";
    public static final String SHUTDOWN_TIMEOUT = "hookwright.shutdown-timeout";

    public static final String TRUSTED_PROXIES = "hookwright.http.trusted-proxies";

    public static final String ALLOW_NETWORKS = "hookwright.connectors.allow-networks";

    private static final Set<String> KNOWN = Set.of(
            PORT,
            HOST,
            PUBLIC_URL,
            ADMIN_PORT,
            ADMIN_HOST,
            DATA,
            PRIVATE_DOWNLOADS,
            SILENCE_TIMEOUT,
            SHUTDOWN_TIMEOUT,
            TRUSTED_PROXIES,
            ALLOW_NETWORKS,
            RECORD_REQUESTS,
            RouteRules.SCHEMES,
            RouteRules.LANGUAGES,
            RouteRules.CLASSES,
            RouteRules.DYNAMIC,
            DatabaseSettings.URL,
            DatabaseSettings.USER,
            DatabaseSettings.PASSWORD,
            StorageSettings.MIN_FREE,
            StorageSettings.MAX_STORED,
            StorageSettings.EVENTS,
            StorageSettings.PAYLOADS,
            StorageSettings.REJECTIONS,
            StorageSettings.CLAIMS,
            StorageSettings.MAX_EVENTS,
            StorageSettings.MAX_REJECTIONS,
            StorageSettings.MAX_REJECTION_BYTES,
            AccessSettings.MASK_KEYS,
            AccessSettings.MASK_ROLES,
            AccessSettings.AUDIT,
            SignInSettings.PUBLIC_URL,
            OidcSettings.ISSUER,
            OidcSettings.CLIENT_ID,
            OidcSettings.CLIENT_SECRET,
            OidcSettings.NAME,
            OidcSettings.SCOPES,
            OidcSettings.ROLES_CLAIM,
            OidcSettings.VIEWERS,
            OidcSettings.OPERATORS,
            OidcSettings.ADMINS,
            ObserveSettings.OTEL_ENDPOINT,
            ObserveSettings.OTEL_HEADERS,
            ObserveSettings.OTEL_SAMPLE_RATIO,
            ObserveSettings.LOG_FORMAT);
    /** Variables that are somebody else's: the launcher's and the command line's. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("HOOKWRIGHT_JAVA_OPTS", "HOOKWRIGHT_SERVER", "HOOKWRIGHT_TOKEN", "HOOKWRIGHT_HOME");

    private static final String OURS = "hookwright.";
    private static final String OUR_VARIABLES = "HOOKWRIGHT_";
    /** Names of properties whose values are secrets. */
    private static final Pattern SENSITIVE =
            Pattern.compile("(?i).*(secret|token|password|passwd|passphrase|api[-_]?key|credential|private[-_]?key).*");

    /**
     * Reads the workspace's settings.
     *
     * @param flags settings by name that go before all others
     */
    public static Settings load(
            Workspace workspace, Map<String, String> environment, Map<String, String> flags, Problems problems) {
        Properties properties = new Properties();
        String written = "";
        String file = workspace.nameOf(workspace.properties());
        if (Files.exists(workspace.properties())) {
            written = PropertiesText.read(file, workspace.properties(), properties, problems);
            checkKeys(file, written, properties, problems);
        }
        checkVariables(environment, problems);
        properties.putAll(flags);
        Placeholders values = new Placeholders(properties, withoutFlagged(environment, flags));
        Set<String> elsewhere = new TreeSet<>(flags.keySet());
        KNOWN.stream().filter(name -> environment.containsKey(variable(name))).forEach(elsewhere::add);
        String text = written;
        SettingReader reader =
                new SettingReader(values, name -> elsewhere.contains(name) ? name : place(file, name, text), problems);
        return new Settings(
                reader.port(PORT, 8080),
                reader.text(HOST, "0.0.0.0"),
                reader.url(PUBLIC_URL),
                reader.port(ADMIN_PORT, 9876),
                reader.text(ADMIN_HOST, "127.0.0.1"),
                workspace.root().resolve(reader.path(DATA, Path.of("data"))).normalize(),
                DatabaseSettings.read(reader),
                StorageSettings.read(reader),
                AccessSettings.read(reader),
                SignInSettings.read(reader),
                ObserveSettings.read(reader),
                reader.flag(PRIVATE_DOWNLOADS, false),
                reader.addressRanges(TRUSTED_PROXIES, AddressRanges.NONE),
                reader.addressRanges(ALLOW_NETWORKS, AddressRanges.LOOPBACK),
                RouteRules.read(reader),
                reader.flag(RECORD_REQUESTS, true),
                reader.positiveDuration(SILENCE_TIMEOUT, Duration.ofMinutes(15)),
                reader.duration(SHUTDOWN_TIMEOUT, Duration.ofSeconds(20)),
                properties,
                Map.copyOf(flags),
                secretSettings(properties, values, environment));
    }

    /** The names of those that differ and that a server takes up only when it starts. */
    public List<String> changedForNextStart(Settings other) {
        List<String> changed = new ArrayList<>();
        note(changed, PORT, port, other.port);
        note(changed, HOST, host, other.host);
        note(changed, ADMIN_PORT, adminPort, other.adminPort);
        note(changed, ADMIN_HOST, adminHost, other.adminHost);
        note(changed, DATA, data, other.data);
        noteGroup(changed, other, database, other.database, "hookwright.database.");
        noteGroup(changed, other, storage, other.storage, "hookwright.storage.", "hookwright.retention.");
        noteGroup(changed, other, signIn, other.signIn, SignInSettings.PUBLIC_URL, OidcSettings.ALL);
        noteGroup(changed, other, observe.otel(), other.observe.otel(), "hookwright.otel.");
        note(changed, ObserveSettings.LOG_FORMAT, observe.logFormat(), other.observe.logFormat());
        note(changed, PRIVATE_DOWNLOADS, privateDownloads, other.privateDownloads);
        note(changed, TRUSTED_PROXIES, trustedProxies, other.trustedProxies);
        note(changed, SHUTDOWN_TIMEOUT, shutdownTimeout, other.shutdownTimeout);
        note(changed, SILENCE_TIMEOUT, silenceTimeout, other.silenceTimeout);
        return changed;
    }

    private static void note(List<String> changed, String name, Object before, Object now) {
        if (!before.equals(now)) {
            changed.add(name);
        }
    }

    private void noteGroup(List<String> changed, Settings other, Object before, Object now, String... beginnings) {
        if (!before.equals(now)) {
            KNOWN.stream()
                    .filter(name -> Stream.of(beginnings).anyMatch(name::startsWith))
                    .filter(name -> !Objects.equals(properties.get(name), other.properties.get(name)))
                    .sorted()
                    .forEach(changed::add);
        }
    }

    /** Where a provider posts to an endpoint, under the base that {@link #PUBLIC_URL} says. */
    public static String hookUrl(String base, String endpoint) {
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/hooks/" + endpoint;
    }

    /** The values of all settings that are secrets by their name. */
    public List<String> secrets() {
        return Stream.of(
                        secretSettings.values().stream(),
                        database.password().stream(),
                        signIn.oidc().map(OidcSettings::clientSecret).stream(),
                        observe.otelHeaders().values().stream())
                .flatMap(values -> values)
                .toList();
    }

    private static SortedMap<String, String> secretSettings(
            Properties properties, Placeholders values, Map<String, String> environment) {
        SortedMap<String, String> named = new TreeMap<>(environment);
        properties.stringPropertyNames().forEach(name -> named.put(name, values.valueOrText(name)));
        named.keySet().removeIf(name -> !isSecret(name));
        return named;
    }

    /** Whether the name says that its value is a secret. */
    public static boolean isSecret(String name) {
        return SENSITIVE.matcher(name).matches();
    }

    private static Map<String, String> withoutFlagged(Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> rest = new TreeMap<>(environment);
        flags.keySet().forEach(name -> rest.remove(variable(name)));
        return rest;
    }

    private static void checkKeys(String file, String text, Properties properties, Problems problems) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (PropertiesText.isOfYaml(name, properties)) {
                problems.add(
                        place(file, name, text),
                        "settings are not written as YAML",
                        "write each in a line of its own, as hookwright.port=8080");
            }
            if (name.startsWith(OURS) && !KNOWN.contains(name)) {
                problems.add(
                        place(file, name, text), "unknown setting \"" + name + "\"", NearestName.remedy(name, KNOWN));
            }
        }
    }

    /** Where a setting stands in the file; its name if it does not. */
    private static String place(String file, String name, String text) {
        List<Integer> lines = PropertiesText.lines(name, text);
        // Of two lines the later one holds.
        return lines.isEmpty() ? name : file + ":" + lines.get(lines.size() - 1) + ":1";
    }

    private static void checkVariables(Map<String, String> environment, Problems problems) {
        Set<String> known = new TreeSet<>(OTHER_VARIABLES);
        KNOWN.forEach(name -> known.add(variable(name)));
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(OUR_VARIABLES) && !known.contains(name)) {
                problems.add("environment", "unknown variable \"" + name + "\"", NearestName.remedy(name, known));
            }
        }
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
