package dev.hookwright.admin;

import dev.hookwright.observe.Health;
import dev.hookwright.observe.HealthReport;
import dev.hookwright.observe.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What monitoring asks for, without a token: it says nothing of payloads. */
public record Observed(Health health, Metrics metrics) {
    void mountOn(Router router, Vertx vertx) {
        at(router, "/observe/health/live").handler(context -> answer(context, health.live()));
        at(router, "/observe/health/ready").handler(context -> answer(context, health.ready()));
        at(router, "/observe/metrics").handler(context -> metrics(context, vertx));
    }

    private static Route at(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void answer(RoutingContext context, HealthReport report) {
        ApiAnswers.send(context, report.isUp() ? 200 : 503, "application/json", report.json());
    }

    /** Not on the event loop, as some of it is counted in the database. */
    private void metrics(RoutingContext context, Vertx vertx) {
        vertx.executeBlocking(metrics::scrape, false)
                .onSuccess(text -> ApiAnswers.send(context, 200, "text/plain; version=0.0.4; charset=utf-8", text))
                .onFailure(failure -> ApiAnswers.failure(context, failure));
    }
}
