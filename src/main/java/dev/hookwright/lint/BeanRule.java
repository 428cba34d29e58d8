package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bean that a route names is there: among those of the workspace's files and settings, or Hookwright's own. */
final class BeanRule {
    private static final Pattern NAMED = Pattern.compile("#(?:bean:)?([A-Za-z][\\w.-]*)");
    private static final String BEAN = "#bean:";
    private static final String SETTING = "camel.beans.";
    /** Keys that name a bean with or without the sign. */
    private static final Set<String> KEYS = Set.of("aggregationStrategy", "idempotentRepository");

    private final Set<String> known = new TreeSet<>(Set.of("hookwright"));
    private final Set<String> said = new HashSet<>();

    BeanRule(List<CheckedFile> files, Set<String> settings) {
        for (String name : settings) {
            if (name.startsWith(SETTING)) {
                known.add(name.substring(SETTING.length()).split("[.\\[]", 2)[0]);
            }
        }
        for (CheckedFile each : files) {
            for (YamlValue item : each.file().root().items()) {
                YamlValue beans = item.get("beans");
                for (YamlValue bean : beans == null ? List.<YamlValue>of() : beans.items()) {
                    YamlValue name = bean.get("name");
                    if (name != null && name.isScalar()) {
                        known.add(name.text());
                    }
                }
            }
        }
    }

    void check(RouteFile file, Findings findings) {
        Part.each(file.root(), true, part -> {
            if (KEYS.contains(part.name()) && part.value().isScalar()) {
                String text = part.value().text();
                check(part.value(), text.startsWith("#") ? text : BEAN + text, findings);
            }
        });
        Scalars.each(file.root(), text -> {
            if (text.text().startsWith(BEAN)) {
                check(text, text.text(), findings);
            }
        });
    }

    private void check(YamlValue at, String text, Findings findings) {
        Matcher matcher = NAMED.matcher(text.strip());
        if (matcher.matches() && !known.contains(matcher.group(1)) && said.add(at.where())) {
            findings.error(
                    at.where(),
                    "there is no bean \"" + matcher.group(1) + "\"",
                    NearestName.remedy(matcher.group(1), known));
        }
    }
}
