package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A JSON object whose texts are templates, so that what is put into it is always quoted as it must be. */
record JsonTemplate(Map<String, Object> fields) {
    /** @return with a text for each template, and the other values as they are */
    JsonNode fill(Reading reading) throws Refusal {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            Object value = field.getValue();
            if (value instanceof Template template) {
                object.put(field.getKey(), template.text(reading));
            } else if (value instanceof JsonTemplate nested) {
                object.set(field.getKey(), nested.fill(reading));
            } else {
                object.set(field.getKey(), (JsonNode) value);
            }
        }
        return object;
    }
}
