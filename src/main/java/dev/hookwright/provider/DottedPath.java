package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where values stand in a JSON document: {@code data.items.0.id}, or {@code value.*.id} for that of every item. */
record DottedPath(List<String> steps) {
    private static final String EVERY = "*";

    /** A value with the steps that lead to it. */
    private record Found(List<String> steps, JsonNode node) {}

    static DottedPath parse(String text) {
        return new DottedPath(text.isEmpty() ? List.of() : List.of(text.split("\\.", -1)));
    }

    /** The name that the value itself has. */
    String last() {
        return steps.get(steps.size() - 1);
    }

    /**
     * The scalars there as text; numbers as the sender wrote them.
     *
     * @param base where the path begins
     * @throws UnreadableBody if an object or array stands there, or not every item has the value
     */
    List<String> texts(HookRequest request, List<String> base) throws UnreadableBody {
        List<String> texts = new ArrayList<>(1);
        List<Found> all = find(request.json(), base);
        for (Found found : all) {
            if (found.node().isContainerNode()) {
                throw new UnreadableBody(this + " is not a plain value");
            }
            if (!absent(found.node())) {
                texts.add(text(found, request));
            } else if (steps.contains(EVERY)) {
                throw new UnreadableBody(this + " is missing in an item");
            }
        }
        return texts;
    }

    /** The first scalar there as text. */
    Optional<String> first(HookRequest request, List<String> base) throws UnreadableBody {
        for (Found found : find(request.json(), base)) {
            if (!absent(found.node()) && !found.node().isContainerNode()) {
                return Optional.of(text(found, request));
            }
        }
        return Optional.empty();
    }

    /** Whether anything but null stands there. */
    boolean present(JsonNode root) {
        return find(root, List.of()).stream().anyMatch(found -> !absent(found.node()));
    }

    /** The same path, which begins somewhere else. */
    DottedPath at(List<String> base) {
        List<String> all = new ArrayList<>(base);
        all.addAll(steps);
        return new DottedPath(all);
    }

    /** What stands there in a document; a missing node if nothing does. */
    JsonNode in(JsonNode root) {
        JsonNode node = root;
        for (String step : steps) {
            node = child(node, step);
        }
        return node;
    }

    /** Puts another value there in a tree; in every item, where the path says so. What leads there is made. */
    void change(JsonNode root, List<String> base, UnaryOperator<JsonNode> change) {
        List<String> all = new ArrayList<>(base);
        all.addAll(steps);
        changeAt(root, all, change);
    }

    private static void changeAt(JsonNode node, List<String> steps, UnaryOperator<JsonNode> change) {
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (step.equals(EVERY)) {
            for (int i = 0; i < node.size(); i++) {
                changeAt(node, prepended(Integer.toString(i), rest), change);
            }
            return;
        }
        JsonNode old = child(node, step);
        JsonNode next = !rest.isEmpty() && old.isContainerNode() ? old : JsonNodeFactory.instance.objectNode();
        JsonNode put = rest.isEmpty() ? change.apply(old) : next;
        if (node instanceof ObjectNode object) {
            object.set(step, put);
        } else if (node instanceof ArrayNode array && index(step) < array.size()) {
            array.set(index(step), put);
        }
        if (!rest.isEmpty()) {
            changeAt(next, rest, change);
        }
    }

    private static List<String> prepended(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private List<Found> find(JsonNode root, List<String> base) {
        List<Found> found = List.of(new Found(List.of(), root));
        for (String step : at(base).steps()) {
            List<Found> next = new ArrayList<>(1);
            for (Found parent : found) {
                if (!step.equals(EVERY)) {
                    next.add(new Found(and(parent.steps(), step), child(parent.node(), step)));
                } else if (parent.node().isArray()) {
                    for (int i = 0; i < parent.node().size(); i++) {
                        next.add(new Found(
                                and(parent.steps(), Integer.toString(i)),
                                parent.node().get(i)));
                    }
                }
            }
            found = next;
        }
        return found;
    }

    private static String text(Found found, HookRequest request) throws UnreadableBody {
        JsonNode node = found.node();
        boolean literal =
                node.isNumber() && (!node.isIntegralNumber() || node.asText().equals("0"));
        return literal ? BodyJson.literalAt(request.body(), found.steps()) : node.asText();
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static JsonNode child(JsonNode node, String step) {
        return node.isArray() ? node.path(index(step)) : node.path(step);
    }

    /** An array's index, or one that no array has. */
    private static int index(String step) {
        boolean digits = !step.isEmpty() && step.length() < 9 && step.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(step) : Integer.MAX_VALUE;
    }

    private static List<String> and(List<String> steps, String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return more;
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
