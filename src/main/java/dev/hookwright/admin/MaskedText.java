package dev.hookwright.admin;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that is no document, but may quote one, or a part of one: what stands behind a hidden name is hidden. */
final class MaskedText {
    private static final Pattern NAME = Pattern.compile("([\\p{L}\\p{N}_-]+)(?:\\\\?[\"']?\\s*[:=]\\s*|>)");
    private static final Pattern VALUE = Pattern.compile(
            "\\\\\"(?:[^\"\\\\]|\\\\[^\"])*(?:\\\\\")?|\"(?:[^\"\\\\]|\\\\.)*\"?|'[^']*|[\\[{].*|[^\\s\"'&,;}\\]<>]+",
            Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|<[^<>]*>|[{\\[].*", Pattern.DOTALL);

    private final MaskRules rules;
    private final Consumer<String> hidden;

    /** @param hidden told what was hidden */
    MaskedText(MaskRules rules, Consumer<String> hidden) {
        this.rules = rules;
        this.hidden = hidden;
    }

    /** A failure in words, without what may be a value: what is quoted, addresses, and words with digits. */
    static String withoutValues(String text) {
        return FailureCause.of(QUOTED.matcher(text).replaceAll(Masking.MASK));
    }

    String of(String text) {
        StringBuilder shown = new StringBuilder();
        int done = 0;
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            if (rules.hideInText(name.group(1))) {
                Matcher value = VALUE.matcher(text).region(name.end(), text.length());
                if (value.lookingAt()) {
                    hidden.accept(value.group().replaceAll("^\\\\?[\"']|\\\\?\"$", ""));
                    shown.append(text, done, name.end()).append(Masking.MASK);
                    done = value.end();
                    name.region(done, text.length());
                }
            }
        }
        return shown.append(text, done, text.length()).toString();
    }
}
