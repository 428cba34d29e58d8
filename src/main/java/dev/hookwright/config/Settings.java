package dev.hookwright.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings of a server: flags over environment over {@code application.properties} over defaults.
 *
 * @param port of the public server; 0 takes a free one
 * @param host that the public server listens at
 * @param adminPort of the admin server; 0 takes a free one
 * @param adminHost that the admin server listens at
 * @param data the folder of the ledger
 * @param properties everything that the workspace sets, Camel's own keys among it
 */
public record Settings(int port, String host, int adminPort, String adminHost, Path data, Properties properties) {
    public static final String PORT = "hookwright.port";
    public static final String HOST = "hookwright.host";
    public static final String ADMIN_PORT = "hookwright.admin-port";
    public static final String ADMIN_HOST = "hookwright.admin-host";
    public static final String DATA = "hookwright.data";

    private static final Map<String, String> DEFAULTS =
            Map.of(PORT, "8080", HOST, "0.0.0.0", ADMIN_PORT, "9876", ADMIN_HOST, "127.0.0.1", DATA, "data");
    /** Variables that are somebody else's: the launcher's and the command line's. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("HOOKWRIGHT_JAVA_OPTS", "HOOKWRIGHT_SERVER", "HOOKWRIGHT_TOKEN", "HOOKWRIGHT_HOME");

    private static final String OURS = "hookwright.";
    private static final String OUR_VARIABLES = "HOOKWRIGHT_";
    /** Names of properties whose values are secrets. */
    private static final Pattern SENSITIVE =
            Pattern.compile("(?i).*(secret|token|password|passwd|passphrase|api-?key|credential|private-?key).*");

    /**
     * Reads the workspace's settings.
     *
     * @param flags settings by name that go before all others
     */
    public static Settings load(
            Workspace workspace, Map<String, String> environment, Map<String, String> flags, Problems problems) {
        Properties properties = new Properties();
        String file = workspace.nameOf(workspace.properties());
        if (Files.exists(workspace.properties())) {
            try {
                String text = Files.readString(workspace.properties(), StandardCharsets.UTF_8);
                properties.load(new StringReader(text));
                checkKeys(file, text, properties, problems);
            } catch (IOException | IllegalArgumentException e) {
                problems.add(file, "cannot be read: " + e.getMessage(), "make it a properties file in UTF-8");
            }
        }
        checkVariables(environment, problems);
        properties.putAll(flags);
        Placeholders values = new Placeholders(properties, withoutFlagged(environment, flags));
        return new Settings(
                port(PORT, values, problems),
                values.get(HOST).orElse("0.0.0.0"),
                port(ADMIN_PORT, values, problems),
                values.get(ADMIN_HOST).orElse("127.0.0.1"),
                workspace.root().resolve(values.get(DATA).orElse("data")).normalize(),
                properties);
    }

    /** The values of all settings that are secrets by their name. */
    public List<String> secrets() {
        return properties.stringPropertyNames().stream()
                .filter(name -> SENSITIVE.matcher(name).matches())
                .map(properties::getProperty)
                .toList();
    }

    private static Map<String, String> withoutFlagged(Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> rest = new TreeMap<>(environment);
        flags.keySet().forEach(name -> rest.remove(variable(name)));
        return rest;
    }

    private static int port(String name, Placeholders values, Problems problems) {
        String text = values.get(name).orElse(DEFAULTS.getOrDefault(name, "0"));
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problems.add(name, "\"" + text + "\" is not a port", "give a number from 0 to 65535, 0 for a free one");
        return 0;
    }

    private static void checkKeys(String file, String text, Properties properties, Problems problems) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith(OURS) && !DEFAULTS.containsKey(name)) {
                problems.add(
                        file + ":" + lineOf(name, text) + ":1",
                        "unknown setting \"" + name + "\"",
                        NearestName.remedy(name, DEFAULTS.keySet()));
            }
        }
    }

    private static int lineOf(String name, String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(name)) {
                return i + 1;
            }
        }
        return 1;
    }

    private static void checkVariables(Map<String, String> environment, Problems problems) {
        Set<String> known = new TreeSet<>(OTHER_VARIABLES);
        DEFAULTS.keySet().forEach(name -> known.add(variable(name)));
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
