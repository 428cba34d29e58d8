package dev.hookwright.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads a file of properties, as people's editors leave it. */
final class PropertiesText {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("(?m)^(?!\\s*[#!]).*(?<!\\\\)\\\\u(?![0-9a-fA-F]{4})");

    private PropertiesText() {}

    /**
     * Adds what is in it to the properties.
     *
     * @return the text; empty if it cannot be read, which is a problem
     */
    static String read(String name, Path file, Properties properties, Problems problems) {
        String text = "";
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
            text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            Once once = new Once();
            once.load(new StringReader(text));
            for (String again : once.again) {
                List<Integer> lines = lines(again, text);
                problems.warn(
                        name + ":" + (lines.isEmpty() ? 1 : lines.get(lines.size() - 1)) + ":1",
                        again + " is set " + (lines.size() < 2 ? "" : "in line " + lines.get(0) + " ")
                                + "already, and this is what counts",
                        "remove one of the two");
            }
            properties.putAll(once);
        } catch (IOException e) {
            problems.add(name + ":1:1", "cannot be read", "check that the file is there, readable and UTF-8");
        } catch (IllegalArgumentException e) {
            problems.add(
                    name + ":" + lineWithBrokenEscape(text) + ":1",
                    "\\u begins the number of a character, and what is behind it is none",
                    "write \\\\ for a backslash");
        }
        return text;
    }

    /** The numbers of those in which a setting begins, from 1. */
    static List<Integer> lines(String setting, String text) {
        List<String> lines = text.lines().toList();
        Pattern key = Pattern.compile("\\s*" + Pattern.quote(setting) + "(\\s*[=:\\s].*)?");
        return IntStream.rangeClosed(1, lines.size())
                .filter(number -> key.matcher(lines.get(number - 1)).matches())
                .boxed()
                .toList();
    }

    /** Keeps which keys came a second time. */
    private static final class Once extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Set<String> again = new TreeSet<>();

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                again.add(key.toString());
            }
            return before;
        }
    }

    /** Whether it is what {@code hookwright:} in a line of its own comes to. */
    static boolean isOfYaml(String name, Properties properties) {
        return Set.of("hookwright", "camel").contains(name)
                && properties.getProperty(name).isEmpty();
    }

    private static int lineWithBrokenEscape(String text) {
        Matcher broken = BROKEN_ESCAPE.matcher(text);
        return broken.find() ? (int) text.substring(0, broken.start()).lines().count() + 1 : 1;
    }
}
