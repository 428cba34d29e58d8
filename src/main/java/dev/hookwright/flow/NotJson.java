package dev.hookwright.flow;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.CharConversionException;
import java.util.List;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.InvalidPayloadException;
import org.jspecify.annotations.Nullable;

/** What is told of a body that is not JSON, whoever wanted to read it. The libraries' own messages quote the payload. */
final class NotJson {
    private static final String MESSAGE = "the body is not JSON";
    private static final String EMPTY = "the body is empty, where JSON is wanted";
    /** Of all that may not fit what is wanted of some JSON: that there is more or less than one. */
    private static final List<String> NOT_ONE = List.of("Trailing token", "No content to map");

    private static final String WORD = "Unrecognized token";
    private static final String JSONPATH_OF_NO_TEXT = "json string can not be null or empty";
    private static final String JSONPATH_OF_AN_OBJECT = "as supported JSON value";

    private NotJson() {}

    /** Null if the exception is about something else. */
    static @Nullable String message(Throwable exception) {
        if (exception instanceof JsonProcessingException json && isAboutText(json)) {
            JsonLocation at = location(json);
            return at == null ? MESSAGE : at(at.getLineNr(), at.getColumnNr());
        }
        if (exception instanceof InvalidPayloadException payload && isOfNoBody(payload)) {
            return EMPTY;
        }
        String message = String.valueOf(exception.getMessage());
        if (exception instanceof IllegalArgumentException && message.equals(JSONPATH_OF_NO_TEXT)) {
            return at(1, 1);
        }
        return exception instanceof CharConversionException
                        || exception instanceof CamelExchangeException && message.contains(JSONPATH_OF_AN_OBJECT)
                ? MESSAGE
                : null;
    }

    private static boolean isOfNoBody(InvalidPayloadException payload) {
        return payload.getType() == JsonNode.class
                && payload.getExchange().getMessage().getBody() == null;
    }

    private static boolean isAboutText(JsonProcessingException json) {
        return json instanceof StreamReadException
                || json instanceof StreamConstraintsException
                || json instanceof MismatchedInputException && NOT_ONE.stream().anyMatch(begins(json)::startsWith);
    }

    /** Of a word that has no place in JSON, where it begins. */
    private static @Nullable JsonLocation location(JsonProcessingException json) {
        return begins(json).startsWith(WORD) && json.getProcessor() instanceof JsonParser parser
                ? parser.currentTokenLocation()
                : json.getLocation();
    }

    private static String begins(JsonProcessingException json) {
        return String.valueOf(json.getOriginalMessage());
    }

    private static String at(int line, int column) {
        return MESSAGE + " (line " + line + ", column " + Math.max(column, 1) + ")";
    }
}
