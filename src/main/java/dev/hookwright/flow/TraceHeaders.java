package dev.hookwright.flow;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Has calls over HTTP say which trace they belong to, those inside of Kamelets too. Put on just before the call and taken
 * off behind it, so that a route sees nothing of it and nothing else carries it.
 */
final class TraceHeaders {
    private static final String PROPERTY = "hookwrightTrace";

    private TraceHeaders() {}

    /** A try of a step begins, whose calls these are. */
    static void begin(RunDrive drive, String stepKey, int attempt, Exchange exchange) {
        exchange.setProperty(PROPERTY, new Place(drive, stepKey, attempt));
    }

    /** Of the try that a call is part of. What is said follows from it, and is worked out only where it is needed. */
    private record Place(RunDrive drive, String stepKey, int attempt) {
        Map<String, String> headers() {
            return drive.watch().headers(stepKey, attempt);
        }
    }

    static void put(StepProcessor.Step step, Exchange exchange) {
        if (step.http() && exchange.getProperty(PROPERTY) instanceof Place place) {
            Message message = exchange.getMessage();
            place.headers().forEach(message::setHeader);
        }
    }

    static void remove(StepProcessor.Step step, Exchange exchange) {
        if (step.http() && exchange.getProperty(PROPERTY) instanceof Place place) {
            Message message = exchange.getMessage();
            place.headers().keySet().forEach(message::removeHeader);
        }
    }
}
