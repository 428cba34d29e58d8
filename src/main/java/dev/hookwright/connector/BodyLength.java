package dev.hookwright.connector;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.BufferedHttpEntity;

/**
 * Sends a body with its length. Camel sends what a route has made as JSON in chunks, which many a server does not take,
 * and which cannot be sent a second time.
 */
public final class BodyLength implements HttpClientConfigurer {
    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        tell(builder);
    }

    /** To be called last: those that are called before see the body so. */
    static void tell(HttpClientBuilder builder) {
        builder.addExecInterceptorFirst("length", (request, scope, chain) -> {
            HttpEntity body = request.getEntity();
            if (body != null && body.getContentLength() < 0) {
                request.setEntity(new BufferedHttpEntity(body));
            }
            return chain.proceed(request, scope);
        });
    }
}
