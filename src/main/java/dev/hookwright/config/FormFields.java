package dev.hookwright.config;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A form as routes and expressions see it. */
public final class FormFields {
    private FormFields() {}

    /**
     * A name that stands once has its value, one that stands several times a list of them.
     *
     * @throws IllegalArgumentException if a %-escape is broken
     */
    public static Map<String, Object> of(byte[] body, ContentType type) {
        Charset charset = type.encoding();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : new String(body, charset).split("&")) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                values.computeIfAbsent(URLDecoder.decode(sides[0], charset), name -> new ArrayList<>())
                        .add(sides.length == 2 ? URLDecoder.decode(sides[1], charset) : "");
            }
        }
        Map<String, Object> form = new LinkedHashMap<>();
        values.forEach((name, all) -> form.put(name, all.size() == 1 ? all.get(0) : all));
        return form;
    }
}
