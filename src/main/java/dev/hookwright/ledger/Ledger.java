package dev.hookwright.ledger;

import dev.hookwright.config.StorageSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept on disk. Everything that changes it goes through the one {@link LedgerWriter}; a future that completes
 * means on disk. A future that fails with {@link LedgerUnavailable} means that nothing of it was kept.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final LedgerStore store;
    private final LedgerWriter writer;
    private final Membership membership;
    private final InstantSource clock;
    private final RunQueue queue;
    private final CapturedSecrets secrets;
    private final PausedRoutes paused;
    private final Cancels cancels;
    private final TargetRests targets;
    private final Alerts alerts;
    private volatile boolean retired;

    Ledger(LedgerStore store, LedgerWriter writer, Membership membership, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.membership = membership;
        this.clock = clock;
        this.secrets = new CapturedSecrets(writer, store, clock);
        this.paused = new PausedRoutes(store, writer, clock);
        this.cancels = new Cancels(store, writer, clock);
        this.queue = store.isShared()
                ? new SharedQueue(store, writer, membership, new NodeWatch(System::nanoTime))
                : new SoleQueue(store, writer);
        this.alerts = new Alerts(store, writer, queue, clock);
        this.targets = new TargetRests(store, writer, waiting(), clock);
    }

    /**
     * Stores the event with a ready run for each route, unless its dedup key was seen. Fails rather than waits.
     *
     * @param keep whether this node has room to work on the runs itself; else any node takes them from the queue
     */
    public CompletableFuture<Accepted> accept(NewEvent event, boolean keep) {
        return writer.offer(AcceptEvent.of(event, keep, clock.instant()));
    }

    /** The same for an event whose runs wait for no other. */
    public CompletableFuture<Accepted> accept(Event event, List<String> routes, boolean keep) {
        return accept(new NewEvent(event, routes), keep);
    }

    /**
     * The same for the events of one request: all of them are stored, or none.
     *
     * @param nonce a value that no other request to the endpoint may have shown before; null where there is none
     * @return empty, with nothing stored, if another request has shown it
     */
    public CompletableFuture<List<Accepted>> acceptAll(List<NewEvent> events, boolean keep, @Nullable String nonce) {
        return writer.offer(all(events, keep, nonce));
    }

    /** The same for what was refused, once; empty if it was let in before. */
    public CompletableFuture<Optional<List<Accepted>>> acceptRejected(
            UUID rejection, List<NewEvent> events, boolean keep) {
        return writer.offer(new AcceptRejection(rejection, events.get(0).event().id(), all(events, keep, null)));
    }

    private AcceptAll all(List<NewEvent> events, boolean keep, @Nullable String nonce) {
        List<AcceptEvent> accepts = events.stream()
                .map(one -> AcceptEvent.of(one, keep, clock.instant()))
                .toList();
        return new AcceptAll(
                accepts, nonce == null ? null : new Nonce(nonce, events.get(0).event()));
    }

    /** Keeps a refused request. Fails rather than waits. */
    public CompletableFuture<Integer> reject(Rejection rejection) {
        return writer.offer(new InsertRejection(rejection));
    }

    /** A new run of an event, from the start, behind the live ones. */
    public CompletableFuture<Run> replay(UUID eventId, String route) {
        Instant now = clock.instant();
        return writer.offer(new InsertRun(Run.ready(Ids.next(now.toEpochMilli()), eventId, route, true, now)));
    }

    /** Has a run go on that has ended or waits for its next attempt; what is done stays done. Gives 0 if it stands otherwise. */
    public CompletableFuture<Integer> makeReadyAgain(Run run) {
        return writer.offer(MakeReadyAgain.goOn(run, clock.instant()));
    }

    /** Writes where a run stands. Gives 0, and changes nothing, if it has ended meanwhile or is not its owner's any more. */
    public CompletableFuture<Integer> update(Run run) {
        return writer.submit(new UpdateRun(run, alerts.isWatched(run)));
    }

    /**
     * Records a try of a step, or one's new result. Need not be waited for: it is on disk before its run's end is.
     *
     * @param run as this node has it: what belongs to another by now gets no record
     */
    public CompletableFuture<Integer> record(Run run, Attempt attempt) {
        return writer.submit(new RecordAttempt(run, attempt));
    }

    /** By the ledger's clock. */
    public Instant now() {
        return clock.instant();
    }

    /** The runs that wait. */
    public RunQueue queue() {
        return queue;
    }

    /** The runs that steps of others start. */
    public LaterRuns later() {
        return new LaterRuns(store, writer, queue, clock);
    }

    /** The runs that wait for their next attempt. */
    public WaitingRuns waiting() {
        return new WaitingRuns(store, writer, queue, clock);
    }

    /** The routes that timers start. */
    public Firings firings() {
        return new Firings(writer, queue, clock);
    }

    /** Whether the run is this node's; false once another may have taken it over. */
    public boolean owns(Run run) {
        return Objects.equals(run.owner(), membership.node());
    }

    /** Whether it is certain that no other node has taken over from this one. While it is not, nothing is begun. */
    public boolean isSure() {
        return !retired && membership.isSure();
    }

    /** This node begins nothing more: as it is about to end, others may take over at any time. */
    public void retire() {
        retired = true;
    }

    /** How many bytes the ledger takes up, what is free for new rows not counted. */
    public long storedBytes() {
        return store.storedBytes();
    }

    /** Writes a consistent copy, zipped, while all goes on; on H2 only. */
    public void backup(Path file) {
        store.backup(file);
    }

    /** The secrets that senders named in handshakes. */
    public CapturedSecrets secrets() {
        return secrets;
    }

    /** The routes whose runs are held. */
    public PausedRoutes pausedRoutes() {
        return paused;
    }

    /** The texts that routes have, and had. */
    public RouteVersions routeVersions() {
        return new RouteVersions(store, writer, clock);
    }

    /** Ends runs by hand. */
    public Cancels cancels() {
        return cancels;
    }

    /** How the alerts stand. */
    public Alerts alerts() {
        return alerts;
    }

    /** The replays of all events that a filter takes. */
    public BulkReplays bulkReplays() {
        return new BulkReplays(store, writer, clock);
    }

    /** The tokens that open the admin API. */
    public AccessTokens accessTokens() {
        return new AccessTokens(store, writer);
    }

    /** Who is signed in to the pages. */
    public PageSessions pageSessions() {
        return new PageSessions(store, writer);
    }

    /** Who has changed what through the admin API. */
    public AuditTrail audit() {
        return new AuditTrail(store, writer);
    }

    public Claims claims() {
        return new Claims(writer, store, clock);
    }

    /** Deletes what is not to be kept. */
    public Retention retention(StorageSettings keep) {
        return new Retention(store, writer, DeletionClock.of(clock), keep);
    }

    /** Whether this is the node that does what only one of them need do. */
    public boolean isFirstNode() {
        return store.find("SELECT id FROM node ORDER BY id LIMIT 1", row -> row.getString(1))
                .map(first -> first.equals(membership.node()))
                .orElse(true);
    }

    /** The targets that want to be left alone. */
    public TargetRests targets() {
        return targets;
    }

    public RunReader runs() {
        return new RunReader(store);
    }

    /** Some of the runs that other nodes have in their hands now. */
    public List<Run> runsElsewhere(int limit) {
        return runs().elsewhere(membership.node(), limit);
    }

    public RejectionReader rejections() {
        return new RejectionReader(store);
    }

    /** The deliveries whose event was there already. */
    public Duplicates duplicates() {
        return new Duplicates(store);
    }

    public EventReader events() {
        return new EventReader(store);
    }

    /** What this node writes, for whoever wants to hear of it at once. */
    public NewsDesk news() {
        return writer.news();
    }

    /** How much came in, and what became of it. */
    public StatsReader stats() {
        return new StatsReader(store, clock);
    }

    /** When each endpoint's newest event came; to be kept by who asks often. */
    public LastReceived lastReceived() {
        return new LastReceived(store);
    }

    /** The runs that have failed. */
    public ProblemReader problems() {
        return new ProblemReader(store);
    }

    /** Whether changes can be written now. */
    public boolean isHealthy() {
        return writer.isHealthy();
    }

    /** For whoever measures how it is doing. */
    public LedgerGauges gauges() {
        return new LedgerGauges(store, writer, clock);
    }

    /** Gives up what other nodes can take over, writes what is queued, then closes. */
    @Override
    public void close() {
        retire();
        try {
            queue.giveUp();
        } catch (LedgerUnavailable e) {
            LOG.warn("{}; the other nodes take over what this one had in {}", e.getMessage(), ClusterNode.DEAD_AFTER);
        }
        store.closeReaders();
        writer.close();
    }
}
