package dev.hookwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param count of answers
 * @param errors answers whose status was not in the 200s
 * @param firstError the first such status, 0 if there was none
 * @param seconds from the first request to the last answer
 * @param latencies in nanoseconds
 */
record LoadResult(long count, long errors, int firstError, double seconds, Histogram latencies) {
    private static final int DIGITS = 3;

    static Histogram newHistogram() {
        return new Histogram(1_000, TimeUnit.MINUTES.toNanos(5), DIGITS);
    }

    static LoadResult none() {
        return new LoadResult(0, 0, 0, 0, newHistogram());
    }

    double perSecond() {
        return count / seconds;
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    LoadResult plus(LoadResult other) {
        Histogram both = latencies.copy();
        both.add(other.latencies);
        return new LoadResult(
                count + other.count,
                errors + other.errors,
                firstError == 0 ? other.firstError : firstError,
                seconds + other.seconds,
                both);
    }

    ObjectNode toJson() {
        ByteBuffer histogram = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        int length = latencies.encodeIntoCompressedByteBuffer(histogram);
        ObjectNode json = ChildLoop.MAPPER
                .createObjectNode()
                .put("count", count)
                .put("errors", errors)
                .put("firstError", firstError)
                .put("seconds", seconds);
        ObjectNode millis = json.putObject("latencyMillis");
        for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
            millis.put("p" + percentile, millis(percentile));
        }
        return json.put("histogram", Base64.getEncoder().encodeToString(Arrays.copyOf(histogram.array(), length)));
    }

    static LoadResult fromJson(JsonNode json) {
        byte[] histogram = Base64.getDecoder().decode(json.get("histogram").asText());
        try {
            return new LoadResult(
                    json.get("count").asLong(),
                    json.get("errors").asLong(),
                    json.get("firstError").asInt(),
                    json.get("seconds").asDouble(),
                    Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(histogram), 0));
        } catch (DataFormatException e) {
            throw new IllegalStateException("the load generator sent a histogram that cannot be read", e);
        }
    }
}
