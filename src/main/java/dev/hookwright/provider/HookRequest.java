package dev.hookwright.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as verification sees it: raw bytes, and what is worked out of them at most once, when it is asked for. */
public final class HookRequest {
    private static final ObjectMapper MAPPER = mapper();

    private final String method;
    private final String url;
    private final Map<String, List<String>> headers;
    private final Map<String, List<String>> query;
    private final byte[] body;
    private @Nullable JsonNode json;

    /**
     * A request.
     *
     * @param url the public URL that the sender was given, with the query
     * @param headers by name in lower case
     */
    public HookRequest(
            String method,
            String url,
            Map<String, List<String>> headers,
            Map<String, List<String>> query,
            byte[] body) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.query = query;
        this.body = body;
    }

    public String method() {
        return method;
    }

    public String url() {
        return url;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public Map<String, List<String>> query() {
        return query;
    }

    public byte[] body() {
        return body;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The media type without parameters, in lower case; empty if none is said. */
    public String mediaType() {
        return header("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** Whether the sender says that the body is JSON. */
    public boolean saysJson() {
        String type = mediaType();
        return type.equals("application/json") || type.endsWith("+json");
    }

    /** The body as JSON. Bounded in depth, numbers and names; duplicate keys and trailing text are refused. */
    public JsonNode json() throws UnreadableBody {
        JsonNode parsed = json;
        if (parsed == null) {
            parsed = parse();
            json = parsed;
        }
        return parsed;
    }

    /** The body as {@code application/x-www-form-urlencoded}. */
    public Map<String, List<String>> form() throws UnreadableBody {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : utf8(body).split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                form.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new UnreadableBody("the form has a broken %-escape");
            }
        }
        return form;
    }

    /** The bytes as text, if they are UTF-8. */
    public static String utf8(byte[] bytes) throws UnreadableBody {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableBody("the body is not UTF-8");
        }
    }

    private JsonNode parse() throws UnreadableBody {
        try (JsonParser parser = MAPPER.createParser(body)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw new UnreadableBody("the body is empty, JSON is needed");
            }
            if (parser.nextToken() != null) {
                throw new UnreadableBody("there is something behind the end of the JSON");
            }
            return tree;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new UnreadableBody("the body is not JSON that can be read"
                    + (at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr()));
        } catch (IOException e) {
            throw new UnreadableBody("the body is not JSON in UTF-8");
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(200)
                        .maxNumberLength(400)
                        .maxNameLength(2_000)
                        .maxStringLength(64 << 20)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // UTF-8 and nothing else: the bytes that were verified mean one thing only.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
