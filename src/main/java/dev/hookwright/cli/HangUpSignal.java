package dev.hookwright.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which tells a server to reload. The JDK's class for signals is not part of Java itself and may be missing, so
 * it is looked up by name.
 */
final class HangUpSignal {
    private static final Logger LOG = LoggerFactory.getLogger(HangUpSignal.class);

    private HangUpSignal() {}

    /** Runs the action, in a thread of its own, each time that the signal comes. */
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    HangUpSignal.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> arguments[0] == self;
                            case "toString" -> "reload";
                            default -> {
                                action.run();
                                yield null;
                            }
                        };
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Windows has no such signal.
            LOG.debug("SIGHUP is not handled: {}", e.toString());
        }
    }
}
