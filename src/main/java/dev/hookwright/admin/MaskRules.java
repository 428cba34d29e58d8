package dev.hookwright.admin;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which fields are hidden. Upper case, hyphens and underscores make no difference. */
final class MaskRules {
    private final Set<String> names = new HashSet<>();
    private final Set<String> paths = new HashSet<>();
    private final Set<String> lastOfPaths = new HashSet<>();
    private final Predicate<String> sensitive;

    /** @param rules names, or paths with dots, which begin with {@code $} if they begin at the top */
    MaskRules(List<String> rules, Predicate<String> sensitive) {
        this.sensitive = sensitive;
        for (String rule : rules) {
            String plain = plain(rule.replaceAll("\\[[^\\]]*]", ""));
            int dot = plain.lastIndexOf('.');
            if (dot < 0) {
                names.add(plain);
            } else {
                paths.add(plain);
                lastOfPaths.add(plain.substring(dot + 1));
            }
        }
    }

    /** @param path of the object that the field is in, from {@code $}, each name as {@link #plain} */
    boolean hide(String path, String name) {
        String plain = plain(name);
        String whole = path + "." + plain;
        return hidesName(name)
                || paths.stream()
                        .anyMatch(rule -> rule.startsWith("$") ? whole.equals(rule) : whole.endsWith("." + rule));
    }

    /** Where nothing is known of what is around it: in text. */
    boolean hideInText(String name) {
        return hidesName(name) || lastOfPaths.contains(plain(name));
    }

    private boolean hidesName(String name) {
        String plain = plain(name);
        return names.contains(plain) || sensitive.test(plain) || sensitive.test(name);
    }

    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_\\s]", "");
    }
}
