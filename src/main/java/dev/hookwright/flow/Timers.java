package dev.hookwright.flow;

import dev.hookwright.ledger.Event;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that start from {@code quartz:...}. A timer does not run its route: it has an event stored, with a run that
 * is worked off like any other. Every node has the timers; the ledger says which of them is the first to tell of a time.
 */
final class Timers implements RoutePolicyFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final AtomicInteger SCHEDULERS = new AtomicInteger();

    private final DefaultCamelContext context;
    private final Supplier<Ledger> ledger;
    private final InstantSource clock;

    Timers(DefaultCamelContext context, Supplier<Ledger> ledger, InstantSource clock) {
        this.context = context;
        this.ledger = ledger;
        this.clock = clock;
    }

    void bindTo() {
        context.addRoutePolicyFactory(this);
        // Made when the first route asks for it: its threads are of no use before.
        context.getRegistry().bind("quartz", QuartzComponent.class, Timers::component);
    }

    private static QuartzComponent component() {
        QuartzComponent component = new QuartzComponent();
        component.setAutoStartScheduler(false);
        component.setEnableJmx(false);
        // One whose times are all past is no reason not to start: the last of them may have been missed.
        component.setIgnoreExpiredNextFireTime(true);
        component.setProperties(Map.of(
                // One of the same name would be shared by all contexts of the process.
                "org.quartz.scheduler.instanceName", "hookwright-" + SCHEDULERS.incrementAndGet(),
                "org.quartz.scheduler.skipUpdateCheck", "true",
                "org.quartz.scheduler.makeSchedulerThreadDaemon", "true",
                "org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool",
                "org.quartz.threadPool.threadCount", "2",
                "org.quartz.threadPool.makeThreadsDaemons", "true",
                "org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore"));
        return component;
    }

    /** The routes that start from a timer, which is called as the endpoint of its events. */
    List<String> routesOf(String endpointName) {
        return routes().stream()
                .filter(route -> Firing.endpointName(endpoint(route)).equals(endpointName))
                .map(Route::getId)
                .toList();
    }

    /** The ids of all routes that start from a timer. */
    Set<String> routeIds() {
        return routes().stream().map(Route::getId).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What comes in when a route's timer fires. */
    Event firing(String routeId, Instant at) {
        Route route = routes().stream()
                .filter(one -> one.getId().equals(routeId))
                .findFirst()
                .orElseThrow();
        return Firing.event(endpoint(route), at, at, false);
    }

    /** Makes up, once, for what was missed while no node ran; then the timers go. */
    void start() {
        List<Route> routes = routes();
        if (routes.isEmpty()) {
            return;
        }
        try {
            for (Route route : routes) {
                begin(route);
            }
            component(routes).getScheduler().start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the timers cannot be started: " + e.getMessage(), e);
        }
    }

    /** No timer fires from now on. */
    void stop() {
        List<Route> routes = routes();
        try {
            if (!routes.isEmpty()) {
                component(routes).getScheduler().standby();
            }
        } catch (SchedulerException e) {
            LOG.warn("the timers did not stop cleanly: {}", e.getMessage());
        }
    }

    private void begin(Route route) throws SchedulerException {
        QuartzEndpoint endpoint = endpoint(route);
        Scheduler scheduler = endpoint.getComponent().getScheduler();
        Trigger trigger = scheduler.getTrigger(endpoint.getTriggerKey());
        if (trigger == null) {
            Schedule.past(endpoint).ifPresent(schedule -> makeUp(route, schedule));
            return;
        }
        Schedule schedule = Schedule.of(trigger);
        Instant last = makeUp(route, schedule);
        if (schedule.isEven()) {
            // In step with the other nodes, and with what was before the restart.
            Instant next = schedule.nextAfter(last);
            if (next.isAfter(clock.instant()) && !next.equals(Instant.MAX)) {
                beginAt(next, scheduler, (SimpleTrigger) trigger);
            }
        } else if (schedule.isCounted() && !trigger.getStartTime().toInstant().isAfter(Instant.now())) {
            // Its first times would be past: it was made when the routes were read.
            beginAt(Instant.now(), scheduler, (SimpleTrigger) trigger);
        }
    }

    /** Starts the route if no node did when it was time; gives the time of its last start, which may be this one. */
    private Instant makeUp(Route route, Schedule schedule) {
        QuartzEndpoint endpoint = endpoint(route);
        Instant now = clock.instant();
        Instant last = ledger.get()
                .firings()
                .last(route.getId(), endpoint.getEndpointUri(), schedule.cron() == null ? Instant.EPOCH : now)
                .join();
        Optional<Instant> missed = schedule.missed(last, now);
        if (missed.isEmpty()) {
            return last;
        }
        LOG.info("route {} was to start at {}, which no node did: it starts now", route.getId(), missed.get());
        fire(route.getId(), missed.get().minusMillis(1), now, Firing.event(endpoint, missed.get(), now, true));
        return now;
    }

    /** Quartz was late, and so may others be: whoever is first makes it up. */
    private void makeUpLate(Route route, Schedule schedule, Instant at) {
        try {
            var unused = makeUp(route, schedule);
        } catch (LedgerUnavailable | CompletionException e) {
            tellOfLoss(route.getId(), at, e);
        }
    }

    private static void beginAt(Instant start, Scheduler scheduler, SimpleTrigger trigger) throws SchedulerException {
        scheduler.rescheduleJob(
                trigger.getKey(),
                trigger.getTriggerBuilder().startAt(Date.from(start)).build());
    }

    private void fire(String route, Instant notAfter, Instant at, Event event) {
        try {
            var unused = ledger.get().firings().fire(route, notAfter, at, event).join();
        } catch (LedgerUnavailable | CompletionException e) {
            tellOfLoss(route, at, e);
        }
    }

    private static void tellOfLoss(String route, Instant at, RuntimeException why) {
        Throwable cause = why.getCause() instanceof LedgerUnavailable ? why.getCause() : why;
        LOG.error(
                "route {} was to start at {}, which could not be stored: {}; it is made up for at the next start",
                route,
                at,
                String.valueOf(cause.getMessage()));
    }

    private List<Route> routes() {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof QuartzEndpoint)
                .toList();
    }

    private static QuartzComponent component(List<Route> routes) {
        return endpoint(routes.get(0)).getComponent();
    }

    private static QuartzEndpoint endpoint(Route route) {
        return (QuartzEndpoint) route.getEndpoint();
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camelContext, String routeId, NamedNode route) {
        String from = route instanceof RouteDefinition definition ? definition.getEndpointUrl() : "";
        if (from == null || !(from.startsWith("quartz:") || from.startsWith("{{"))) {
            return null;
        }
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route begun, Exchange exchange) {
                if (begun.getEndpoint() instanceof QuartzEndpoint endpoint && RunDrive.of(exchange) == null) {
                    exchange.setRouteStop(true);
                    fired(begun.getId(), endpoint, exchange);
                }
            }
        };
    }

    private void fired(String route, QuartzEndpoint endpoint, Exchange exchange) {
        Instant firedAt = Firing.time(exchange, Firing.FIRED).orElseGet(clock::instant);
        Instant scheduledAt = Firing.time(exchange, Firing.SCHEDULED).orElse(firedAt);
        Schedule schedule = Schedule.of((Trigger) exchange.getMessage().getHeader("trigger"));
        if (schedule.isTime(scheduledAt)) {
            fire(
                    route,
                    scheduledAt.minus(schedule.apart()),
                    scheduledAt,
                    Firing.event(endpoint, scheduledAt, firedAt, false));
        } else {
            makeUpLate(context.getRoute(route), schedule, firedAt);
        }
    }
}
