package dev.hookwright.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A value in a YAML file that knows where it stands, so that every complaint can name file, line and column.
 * Scalars are kept as written; what they mean is for the reader of the file to say.
 */
public final class YamlValue {
    private static final int MAX_ALIASES = 20;
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final Pattern MERGE_CONFLICT = Pattern.compile("(?m)^<{7} .*$");

    private final String file;
    private final Node node;

    private YamlValue(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** A key of a mapping, with its own place. */
    public record Field(String name, String where, YamlValue value) {}

    /**
     * Reads one document. An empty file, or one that is not YAML, gives nothing; the latter is a problem.
     *
     * @param name how problems call the file
     */
    public static Optional<YamlValue> parse(String name, String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setCodePointLimit(MAX_CHARACTERS)
                .setLabel(name)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            Parser parser = new ShallowYaml(new ParserImpl(settings, new StreamReader(settings, text)));
            return new Composer(settings, parser)
                    .getSingleNode()
                    .filter(node -> new YamlPitfalls(name, problems).canBeRead(node))
                    .map(node -> new YamlValue(name, node));
        } catch (MarkedYamlEngineException e) {
            complain(name, text, e, problems);
        } catch (YamlEngineException e) {
            problems.add(name + ":1:1", "not readable as YAML: " + firstLine(e.getMessage()), "correct the file");
        }
        return Optional.empty();
    }

    private static void complain(String name, String text, MarkedYamlEngineException failure, Problems problems) {
        Matcher conflict = MERGE_CONFLICT.matcher(text);
        // Where nothing closes it, the beginning says more than the end of the file.
        boolean isOpen = String.valueOf(failure.getProblem()).contains("unexpected end of stream");
        Optional<Mark> mark = isOpen ? failure.getContextMark() : failure.getProblemMark();
        if (conflict.find()) {
            long line = text.substring(0, conflict.start()).lines().count() + 1;
            problems.add(
                    name + ":" + line + ":1", "git left a conflict here", "keep one of the two, without the marks");
        } else if (isOpen) {
            problems.add(
                    mark.map(found -> place(name, found)).orElse(name + ":1:1"),
                    "the quote that begins here is not closed",
                    "close it, or put the other kind of quotes around the text");
        } else {
            YamlComplaint complaint = YamlComplaint.of(failure);
            problems.add(
                    mark.map(found -> place(name, found)).orElse(name + ":1:1"), complaint.what(), complaint.remedy());
        }
    }

    /** Reads a file; one that cannot be read is a problem. */
    public static Optional<YamlValue> read(String name, Path file, Problems problems) {
        try {
            return parse(name, Files.readString(file, StandardCharsets.UTF_8), problems);
        } catch (IOException e) {
            problems.add(name + ":1:1", "cannot be read", "check that the file is there, readable and UTF-8");
            return Optional.empty();
        }
    }

    /** {@code file:line:column}, counted from one. */
    public String where() {
        return where(file, node);
    }

    static String where(String file, Node node) {
        return node.getStartMark().map(mark -> place(file, mark)).orElse(file);
    }

    /** Counted from one. */
    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The index of its first character in the text, in code points. */
    public int start() {
        return node.getStartMark().map(Mark::getIndex).orElse(0);
    }

    /** The index behind its last; of a mapping or a list without brackets, that of what comes next. */
    public int end() {
        return node.getEndMark().map(Mark::getIndex).orElse(0);
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isSequence() {
        return node instanceof SequenceNode;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** True for a scalar without quotes, so that a number or {@code true} is meant as one. */
    public boolean isPlain() {
        return node instanceof ScalarNode scalar && scalar.isPlain();
    }

    /** True for an absent value: {@code key:} or {@code key: null}. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"))
                && scalar.isPlain();
    }

    /** The scalar as written. Ask {@link #isScalar()} first. */
    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new IllegalStateException(where() + " is not a scalar");
    }

    /** The scalar as written; empty if this is none. */
    public String textOrNothing() {
        return isScalar() ? text() : "";
    }

    /** The items of a sequence; of anything else, the value itself as the only one. */
    public List<YamlValue> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new YamlValue(file, item))
                    .toList();
        }
        return isNull() ? List.of() : List.of(this);
    }

    /**
     * The fields of a mapping in the order of the file; of anything else, none. Behind them those that a merge key
     * takes over: it is a problem, but what its author means by it is none besides.
     */
    public List<Field> fields() {
        if (!(node instanceof MappingNode mapping)) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        List<YamlValue> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (YamlPitfalls.isMerge(tuple.getKeyNode())) {
                merged.add(new YamlValue(file, tuple.getValueNode()));
            } else {
                fields.add(field(tuple));
            }
        }
        merged.forEach(each -> takeOver(each, fields));
        return fields;
    }

    public @Nullable YamlValue get(String name) {
        for (Field field : fields()) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** The mapping's fields by name; a name that stands twice, or is not among the known, is a problem. */
    public Map<String, YamlValue> fieldsAmong(Set<String> known, Problems problems) {
        Map<String, YamlValue> values = new LinkedHashMap<>();
        for (Field field : fields()) {
            if (!known.contains(field.name())) {
                problems.add(
                        field.where(),
                        "unknown key \"" + field.name() + "\"",
                        NearestName.remedy(field.name(), new TreeSet<>(known)));
            } else if (values.put(field.name(), field.value()) != null) {
                problems.add(field.where(), "\"" + field.name() + "\" stands here twice", "remove one of the two");
            }
        }
        return values;
    }

    /** Says that this value will not do. */
    public void problem(Problems problems, String what, String remedy) {
        problems.add(where(), what, remedy);
    }

    /** The text, if it is one of the allowed words; otherwise a problem and nothing. */
    public Optional<String> oneOf(Collection<String> allowed, Problems problems) {
        if (isScalar() && allowed.contains(text())) {
            return Optional.of(text());
        }
        String given = isScalar() ? text() : "";
        problem(problems, "\"" + given + "\" is not possible here", NearestName.remedy(given, allowed));
        return Optional.empty();
    }

    private static void takeOver(YamlValue merged, List<Field> fields) {
        for (YamlValue each : merged.items()) {
            for (Field field : each.fields()) {
                if (fields.stream().noneMatch(known -> known.name().equals(field.name()))) {
                    fields.add(field);
                }
            }
        }
    }

    private Field field(NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
        return new Field(name, where(file, key), new YamlValue(file, tuple.getValueNode()));
    }

    private static String place(String file, Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
