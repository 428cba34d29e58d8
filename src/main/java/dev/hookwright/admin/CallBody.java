package dev.hookwright.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hookwright.config.NearestName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a call's body. One that is of another kind than it should be is a problem: nothing is made to fit. */
final class CallBody {
    /** What stands in a request twice, or behind it, nobody can know the meaning of; numbers stay as they are. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonNode fields;
    private final String code;

    private CallBody(JsonNode fields, String code) {
        this.fields = fields;
        this.code = code;
    }

    /**
     * Reads a JSON object.
     *
     * @param text null or blank for an empty one
     * @param code of whatever is wrong with it
     * @param known the names that it may have
     */
    static CallBody read(@Nullable String text, String code, Set<String> known) {
        try {
            JsonNode fields = text == null || text.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(text);
            CallBody body = new CallBody(fields, code);
            if (!fields.isObject()) {
                throw body.problem("The body is a JSON object.");
            }
            fields.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    throw body.problem("There is no field \"" + name + "\" (" + NearestName.remedy(name, known) + ").");
                }
            });
            return body;
        } catch (JsonProcessingException e) {
            throw new ApiProblem(400, code, "The body is not JSON, or says something twice.");
        }
    }

    /** A text that has to be there. */
    String text(String name) {
        String text = textIfThere(name);
        if (text == null) {
            throw problem("\"" + name + "\" is missing.");
        }
        return text;
    }

    /** A text that may be left out, and is not null. */
    @Nullable
    String textIfThere(String name) {
        JsonNode value = fields.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw problem("\"" + name + "\" is text.");
        }
        return value.textValue();
    }

    /** A text that may be left out, or null to say the same. */
    @Nullable
    String textOrNull(String name) {
        return fields.path(name).isNull() ? null : textIfThere(name);
    }

    /** False if it is left out. */
    boolean flag(String name) {
        JsonNode value = fields.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw problem("\"" + name + "\" is true or false.");
        }
        return value.asBoolean();
    }

    /** As it is; missing if it is left out. */
    JsonNode json(String name) {
        return fields.path(name);
    }

    private ApiProblem problem(String detail) {
        return new ApiProblem(400, code, detail);
    }
}
