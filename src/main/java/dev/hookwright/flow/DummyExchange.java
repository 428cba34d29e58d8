package dev.hookwright.flow;

import java.lang.reflect.Field;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange that Camel (4.17, {@code ExchangeHelper.getDummy}) has for expressions which need none, as a bean's script.
 * It is that of the first context which asks, for ever: after a reload, of one that is closed.
 */
final class DummyExchange {
    private static final Logger LOG = LoggerFactory.getLogger(DummyExchange.class);

    private DummyExchange() {}

    /** The next context that asks gets one of its own. */
    static void forget() {
        try {
            Field dummy = ExchangeHelper.class.getDeclaredField("DUMMY");
            dummy.setAccessible(true);
            dummy.set(null, null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("Camel has no such exchange any more: {}", e.toString());
        }
    }
}
