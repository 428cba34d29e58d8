package dev.hookwright.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is told to whoever watches the server.
 *
 * @param otelEndpoint where traces are sent to by OTLP over HTTP, the URL of a collector; nothing for nowhere
 * @param otelHeaders that the collector wants, as {@code Authorization=Bearer ...}
 * @param otelSampleRatio of the traces that begin here, how many are recorded: from 0 to 1
 * @param logFormat {@code text}, or {@code json}: an object a line
 */
public record ObserveSettings(
        Optional<String> otelEndpoint, Map<String, String> otelHeaders, double otelSampleRatio, String logFormat) {
    public static final String LOG_FORMAT = "hookwright.log.format";
    static final String OTEL_ENDPOINT = "hookwright.otel.endpoint";
    static final String OTEL_HEADERS = "hookwright.otel.headers";
    static final String OTEL_SAMPLE_RATIO = "hookwright.otel.sample-ratio";

    private static final String TEXT = "text";
    private static final String JSON = "json";

    static ObserveSettings read(SettingReader settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : settings.words(OTEL_HEADERS, List.of(), Set.of())) {
            int equals = header.indexOf('=');
            if (equals < 1) {
                settings.refuse(OTEL_HEADERS, "is not a list of NAME=VALUE", "write Authorization=Bearer ..., say");
                break;
            }
            headers.put(
                    header.substring(0, equals).strip(),
                    header.substring(equals + 1).strip());
        }
        return new ObserveSettings(
                settings.url(OTEL_ENDPOINT),
                headers,
                settings.share(OTEL_SAMPLE_RATIO, 1),
                settings.oneOf(LOG_FORMAT, TEXT, Set.of(TEXT, JSON)));
    }

    /** All that is said of traces, to be compared. */
    Object otel() {
        return List.of(otelEndpoint, otelHeaders, otelSampleRatio);
    }

    /** Whether the log is an object a line. */
    public boolean isJsonLog() {
        return logFormat.equals(JSON);
    }
}
