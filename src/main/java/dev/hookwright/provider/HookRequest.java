package dev.hookwright.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hookwright.config.ByteOrderMark;
import dev.hookwright.config.ContentType;
import dev.hookwright.config.FormFields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as verification sees it: raw bytes, and what is worked out of them at most once, when it is asked for. */
public final class HookRequest {
    private static final ObjectMapper FORMS = new ObjectMapper();

    private final String method;
    private final String url;
    private final Map<String, List<String>> headers;
    private final Map<String, List<String>> query;
    private final byte[] body;
    private @Nullable ContentType contentType;
    private @Nullable JsonNode json;
    private @Nullable Map<String, List<String>> form;
    private @Nullable JsonNode fields;

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

    /** The same with another body. */
    public HookRequest withBody(byte[] other) {
        return new HookRequest(method, url, headers, query, other);
    }

    /** The same at another URL. */
    public HookRequest withUrl(String other) {
        return new HookRequest(method, other, headers, query, body);
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
        return contentType().mediaType();
    }

    /** The encoding of the body's text, if the sender says one. */
    public Optional<String> charset() {
        return contentType().charset();
    }

    private ContentType contentType() {
        ContentType read = contentType;
        if (read == null) {
            read = ContentType.of(header("content-type").orElse(""));
            contentType = read;
        }
        return read;
    }

    /** Whether the sender says that the body is JSON. */
    public boolean saysJson() {
        return contentType().isJson();
    }

    /** Whether the sender says no more of the body than that it is text, and it begins as JSON does. */
    boolean looksLikeJson() {
        if (!mediaType().isEmpty() && !mediaType().startsWith("text/")) {
            return false;
        }
        return beginsAsJson();
    }

    /** Not a form, whatever the sender says: in one these would be escaped. */
    private boolean beginsAsJson() {
        int first = ByteOrderMark.firstBehind(body);
        return first == '{' || first == '[';
    }

    /** The body as JSON. Bounded in depth, numbers and names; duplicate keys and trailing text are refused. */
    public JsonNode json() throws UnreadableBody {
        JsonNode parsed = json;
        if (parsed == null) {
            parsed = BodyJson.tree(body);
            json = parsed;
        }
        return parsed;
    }

    /** What expressions and schemas see of the body: a form's fields as routes have them, or the JSON that it must be. */
    public JsonNode tree() throws UnreadableBody {
        if (!contentType().isForm() || beginsAsJson()) {
            return json();
        }
        JsonNode read = fields;
        if (read == null) {
            form();
            read = FORMS.valueToTree(FormFields.of(body, contentType()));
            fields = read;
        }
        return read;
    }

    /** The body as {@code application/x-www-form-urlencoded}. */
    public Map<String, List<String>> form() throws UnreadableBody {
        Map<String, List<String>> parsed = form;
        if (parsed == null) {
            boolean isUtf8 = charset().map(name -> name.matches("(?i)utf-?8")).orElse(true);
            parsed = isUtf8 ? FormText.parse(utf8(body)) : FormText.parseLoosely(utf8(body));
            form = parsed;
        }
        return parsed;
    }

    /** The URL's path, without the query. */
    String path() {
        int authority = url.indexOf("://");
        int start = url.indexOf('/', authority < 0 ? 0 : authority + 3);
        int mark = url.indexOf('?');
        int end = mark < 0 ? url.length() : mark;
        return start < 0 || start >= end ? "/" : url.substring(start, end);
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
}
