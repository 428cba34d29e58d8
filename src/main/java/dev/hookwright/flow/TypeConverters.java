package dev.hookwright.flow;

import org.apache.camel.CamelContext;

/** What routes turn into one another besides what Camel does. */
final class TypeConverters {
    private TypeConverters() {}

    static void register(CamelContext context) {
        PayloadJson.register(context);
        JsonStream.register(context);
        HttpMethodConverter.register(context);
    }
}
