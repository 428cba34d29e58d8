package dev.hookwright.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps of text, and lists of them, as they stand in a column. */
final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> MAP = new TypeReference<>() {};

    private static final TypeReference<List<Map<String, String>>> LIST = new TypeReference<>() {};

    private JsonText() {}

    static String write(Map<String, String> map) {
        return text(map);
    }

    static String write(List<Map<String, String>> list) {
        return text(list);
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text cannot be written as JSON", e);
        }
    }

    static Map<String, String> read(String json) {
        return read(json, MAP);
    }

    static List<Map<String, String>> readList(String json) {
        return read(json, LIST);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new LedgerUnavailable("a row of the ledger is not readable JSON", e);
        }
    }
}
