package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file's text with steps left out, one that does nothing in the place of each: all others stay where they are. */
final class LeftOut {
    private static final String NO_STEP = "log: x";
    private static final String NO_ITEM = "beans: []";

    private final RouteFile file;
    private final int[] text;
    /** By where each begins. */
    private final Map<Integer, Gap> gaps = new TreeMap<>();

    private LeftOut(RouteFile file) {
        this.file = file;
        this.text = file.text().codePoints().toArray();
    }

    private record Gap(int end, String instead) {}

    /**
     * Without the innermost steps at those places, or the items of the file where there is no step.
     *
     * @param places each {@code file:line:column}
     */
    static String of(RouteFile file, Collection<String> places) {
        LeftOut left = new LeftOut(file);
        places.forEach(left::leaveOut);
        return left.text();
    }

    private void leaveOut(String place) {
        int at = indexOf(place);
        YamlValue item = holder(file.root().items(), at);
        if (item != null) {
            YamlValue step = innermost(item, at);
            YamlValue out = step == null ? item : step;
            String instead = step == null ? NO_ITEM : NO_STEP;
            gaps.put(out.start(), new Gap(out.end(), text[out.start()] == '{' ? "{" + instead + "}" : instead));
        }
    }

    /** -1 if it is in no line of this file. */
    private int indexOf(String place) {
        String[] lineAndColumn = place.substring(Math.min(file.name().length() + 1, place.length()))
                .split(":");
        if (!place.startsWith(file.name() + ":") || lineAndColumn.length < 2) {
            return -1;
        }
        int index = 0;
        for (int line = Integer.parseInt(lineAndColumn[0]); line > 1 && index < text.length; index++) {
            line -= text[index] == '\n' ? 1 : 0;
        }
        return index + Integer.parseInt(lineAndColumn[1]) - 1;
    }

    private static @Nullable YamlValue holder(List<YamlValue> items, int at) {
        for (YamlValue item : items) {
            if (item.start() <= at && at < item.end()) {
                return item;
            }
        }
        return null;
    }

    private static @Nullable YamlValue innermost(YamlValue value, int at) {
        for (YamlValue.Field field : value.fields()) {
            YamlValue within = field.value();
            if (within.start() <= at && at < within.end()) {
                YamlValue item = within.isSequence() ? holder(within.items(), at) : within;
                YamlValue step = item == null ? null : innermost(item, at);
                return step == null && field.name().equals("steps") && within.isSequence() ? item : step;
            }
        }
        return null;
    }

    private String text() {
        StringBuilder left = new StringBuilder();
        int from = 0;
        for (Map.Entry<Integer, Gap> gap : gaps.entrySet()) {
            int start = gap.getKey();
            if (start >= from) {
                left.append(new String(text, from, start - from))
                        .append(gap.getValue().instead());
                from = gap.getValue().end();
                left.append(blank(start, from)
                        .substring(Math.min(gap.getValue().instead().length(), firstLine(start, from))));
            }
        }
        return left.append(new String(text, from, text.length - from)).toString();
    }

    private int firstLine(int start, int end) {
        int length = 0;
        while (start + length < end && text[start + length] != '\n') {
            length++;
        }
        return length;
    }

    private String blank(int start, int end) {
        StringBuilder blank = new StringBuilder();
        for (int i = start; i < end; i++) {
            blank.append(text[i] == '\n' ? '\n' : ' ');
        }
        return blank.toString();
    }
}
