package dev.hookwright.config;

import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What is YAML, and not what the author of a file means by it. */
final class YamlPitfalls {
    private final String file;
    private final Problems problems;

    /** @param file how problems call it */
    YamlPitfalls(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Adds what is found to the problems. False if nobody can read on for it. */
    boolean canBeRead(Node node) {
        if (node instanceof CollectionNode<?> collection && collection.isRecursive()) {
            String name = node.getAnchor().map(anchor -> anchor.getValue()).orElse("");
            problems.add(
                    YamlValue.where(file, node),
                    "the anchor &" + name + " stands for something that contains *" + name + " itself",
                    "write out what *" + name + " is to be, or remove it");
            return false;
        }
        boolean canBeRead = true;
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                canBeRead &= canBeRead(item);
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                canBeRead &= isText(tuple.getKeyNode(), mapping) && canBeRead(tuple.getValueNode());
            }
        }
        return canBeRead;
    }

    /** As YAML 1.1 has it, and compose files and CI make use of it; here it would be a key like any other. */
    static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<");
    }

    /** YAML takes the braces of a placeholder without quotes for its own. */
    private boolean isText(Node key, MappingNode holder) {
        if (isMerge(key)) {
            problems.add(
                    YamlValue.where(file, key), "<<: takes no keys over here", "write them out, or all of it as *NAME");
        }
        if (key instanceof ScalarNode) {
            return true;
        }
        problems.add(
                YamlValue.where(file, holder),
                "braces without quotes are YAML's own",
                "put quotes around a placeholder: \"{{" + name(key) + "}}\"");
        return false;
    }

    private static String name(Node braces) {
        return braces instanceof MappingNode mapping
                        && !mapping.getValue().isEmpty()
                        && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode first
                ? first.getValue()
                : "name";
    }
}
