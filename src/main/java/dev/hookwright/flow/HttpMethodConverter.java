package dev.hookwright.flow;

import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * Converts the header with the HTTP method. Camel would look through all its converters at each call to find that none
 * fits, which takes longer than the rest of the preparation of a request.
 */
final class HttpMethodConverter {
    private HttpMethodConverter() {}

    static void register(CamelContext context) {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        HttpMethods.class,
                        String.class,
                        new SimpleTypeConverter(
                                false,
                                (type, exchange, value) -> HttpMethods.valueOf(
                                        value.toString().strip().toUpperCase(Locale.ROOT))));
    }
}
