package dev.hookwright.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hookwright.config.ByteOrderMark;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON from strangers: bounded in depth, numbers and names; duplicate keys and trailing text are refused. */
final class BodyJson {
    static final String BEYOND_ALL_MEASURE = "a number beyond all measure";

    private static final ObjectMapper MAPPER = mapper();

    private BodyJson() {}

    static JsonNode tree(byte[] body) throws UnreadableBody {
        SurrogateCheck.check(body);
        try (JsonParser parser = new BoundedNumbers(parser(body))) {
            JsonNode tree = read(parser);
            if (tree == null || tree.isMissingNode()) {
                throw new UnreadableBody("the body is empty, JSON is needed");
            }
            if (!isAtEnd(parser)) {
                throw new UnreadableBody("there is something behind the end of the JSON");
            }
            return tree;
        } catch (IOException e) {
            throw new UnreadableBody("the body is not JSON in UTF-8");
        }
    }

    private static JsonNode read(JsonParser parser) throws IOException, UnreadableBody {
        try {
            return MAPPER.readTree(parser);
        } catch (JsonProcessingException e) {
            throw new UnreadableBody(JsonFault.of(e, parser));
        }
    }

    private static boolean isAtEnd(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /**
     * The number at the path as the sender wrote it, where a tree knows only its value ({@code 1.10}, {@code 1e3}).
     *
     * @param path member names, or indexes in arrays; of a body that {@link #tree} has read
     */
    static String literalAt(byte[] body, List<String> path) throws UnreadableBody {
        try (JsonParser parser = parser(body)) {
            parser.nextToken();
            for (String step : path) {
                enter(parser, step);
            }
            return parser.getText();
        } catch (IOException e) {
            throw new UnreadableBody("the body is not JSON that can be read");
        }
    }

    private static JsonParser parser(byte[] body) throws IOException {
        int begin = ByteOrderMark.lengthIn(body);
        return MAPPER.createParser(body, begin, body.length - begin);
    }

    static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** A text as a JSON value: a number where the old one is. */
    static JsonNode text(JsonNode old, String text) {
        return old.isNumber() && !text.isEmpty() && text.chars().allMatch(Character::isDigit)
                ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
                : JsonNodeFactory.instance.textNode(text);
    }

    private static void enter(JsonParser parser, String step) throws IOException {
        boolean array = parser.currentToken() == JsonToken.START_ARRAY;
        for (int index = 0; ; index++) {
            JsonToken token = parser.nextToken();
            String name = array ? Integer.toString(index) : parser.currentName();
            if (!array && token == JsonToken.FIELD_NAME) {
                parser.nextToken();
            }
            if (token == null || step.equals(name)) {
                return;
            }
            parser.skipChildren();
        }
    }

    /** Refuses numbers that take a few letters to write and a machine's memory to work with, as 1e999999999. */
    private static final class BoundedNumbers extends JsonParserDelegate {
        BoundedNumbers(JsonParser parser) {
            super(parser);
        }

        @Override
        public BigDecimal getDecimalValue() throws IOException {
            BigDecimal value = decimal();
            if (value == null || Math.abs((long) value.scale()) > JsonFault.LARGEST_EXPONENT) {
                throw new JsonParseException(this, BEYOND_ALL_MEASURE);
            }
            return value;
        }

        /** Null if the exponent is too large for a number to be made. */
        private @Nullable BigDecimal decimal() throws IOException {
            try {
                return super.getDecimalValue();
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JsonFault.DEEPEST)
                        .maxNumberLength(JsonFault.LONGEST_NUMBER)
                        .maxNameLength(JsonFault.LONGEST_KEY)
                        .maxStringLength(64 << 20)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // UTF-8 and nothing else: the bytes that were verified mean one thing only.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                // Names that nobody has used before, a million in a body, would each be entered in a table of the
                // JVM's.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        return JsonMapper.builder(factory)
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // An event of a list is written out again: its numbers as they came.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
