package dev.hookwright.sandbox;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.Problems;
import dev.hookwright.config.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whom the sandbox can stand in for, and the settings that turn a workspace to it. */
public final class Vendors {
    /** The mail server, which speaks no HTTP. */
    public static final String SMTP = "smtp";

    private static final String FILE = "/sandbox/vendors.yaml";
    private static final Map<String, Map<String, String>> SETTINGS = read();

    private Vendors() {}

    /** All of them, sorted. */
    public static Set<String> all() {
        return SETTINGS.keySet();
    }

    /**
     * Those that are asked for, or all if none is.
     *
     * @throws UnusableRequest if one is not known
     */
    public static Set<String> among(List<String> names) {
        names.forEach(name -> known(name, SETTINGS.keySet()));
        return names.isEmpty() ? SETTINGS.keySet() : new TreeSet<>(names);
    }

    /** @throws UnusableRequest if the name is not among those */
    static String known(String name, Set<String> among) {
        if (among.contains(name)) {
            return name;
        }
        throw new UnusableRequest("there is no vendor \"" + name + "\" here (" + NearestName.remedy(name, among) + ")");
    }

    /** By name; {url} and {port} stand for where the look-alike is. */
    static Map<String, String> settings(String vendor) {
        return Objects.requireNonNull(SETTINGS.get(vendor));
    }

    private static Map<String, Map<String, String>> read() {
        Problems problems = new Problems();
        Map<String, Map<String, String>> vendors = new TreeMap<>();
        try (InputStream file = Objects.requireNonNull(Vendors.class.getResourceAsStream(FILE))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (YamlValue.Field vendor :
                    YamlValue.parse(FILE, text, problems).orElseThrow().fields()) {
                Map<String, String> settings = new LinkedHashMap<>();
                vendor.value()
                        .fields()
                        .forEach(setting ->
                                settings.put(setting.name(), setting.value().text()));
                vendors.put(vendor.name(), settings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        problems.throwIfAny();
        return vendors;
    }
}
