package dev.hookwright.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when spans cannot be sent, now and then. */
record ToldExport(SpanExporter exporter, String target, AtomicLong toldAt) implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ToldExport.class);
    private static final long TELL_AGAIN = TimeUnit.MINUTES.toNanos(5);

    static ToldExport of(SpanExporter exporter, String target) {
        return new ToldExport(exporter, target, new AtomicLong(System.nanoTime() - TELL_AGAIN));
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (!result.isSuccess()) {
                tell(spans.size(), result.getFailureThrowable());
            }
        });
    }

    private void tell(int lost, @Nullable Throwable cause) {
        long now = System.nanoTime();
        long last = toldAt.get();
        if (now - last >= TELL_AGAIN && toldAt.compareAndSet(last, now)) {
            LOG.warn(
                    "{} spans could not be sent to {} ({}) and are lost, as later ones may be; nothing else suffers"
                            + " (check hookwright.otel.endpoint, and that the collector runs)",
                    lost,
                    target,
                    cause == null ? "it did not take them" : cause.toString());
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
