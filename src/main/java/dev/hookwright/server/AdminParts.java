package dev.hookwright.server;

import dev.hookwright.admin.Access;
import dev.hookwright.admin.AdminToken;
import dev.hookwright.admin.AlertApi;
import dev.hookwright.admin.ApiPart;
import dev.hookwright.admin.BackupApi;
import dev.hookwright.admin.BulkReplayWorker;
import dev.hookwright.admin.CatalogApi;
import dev.hookwright.admin.CredentialApi;
import dev.hookwright.admin.EndpointApi;
import dev.hookwright.admin.EventApi;
import dev.hookwright.admin.ExportApi;
import dev.hookwright.admin.FilterCounts;
import dev.hookwright.admin.RecentActivity;
import dev.hookwright.admin.RecordedApi;
import dev.hookwright.admin.RejectionApi;
import dev.hookwright.admin.RejectionReview;
import dev.hookwright.admin.ReloadApi;
import dev.hookwright.admin.ReplayApi;
import dev.hookwright.admin.Replays;
import dev.hookwright.admin.RouteApi;
import dev.hookwright.admin.SecretApi;
import dev.hookwright.admin.StatsApi;
import dev.hookwright.admin.SteeringApi;
import dev.hookwright.admin.StreamApi;
import dev.hookwright.admin.Tallies;
import dev.hookwright.admin.TargetApi;
import dev.hookwright.alert.AlertWatch;
import dev.hookwright.config.ClientAddress;
import dev.hookwright.config.Settings;
import dev.hookwright.connector.RepeatedCalls;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.ledger.Ledger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.util.SensitiveUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the admin API: what can be read, and what can be steered. */
record AdminParts(Ledger ledger, Dispatcher dispatcher, LiveWorkspace workspace) {
    private static final Logger LOG = LoggerFactory.getLogger(AdminParts.class);

    /** Who may use them. */
    Access access(Path data) {
        Settings settings = workspace.loaded().settings();
        if (!isLoopback(settings.adminHost())) {
            LOG.warn(
                    "the admin API is reached from other machines ({}={}) without TLS: put a proxy with TLS before it",
                    Settings.ADMIN_HOST,
                    settings.adminHost());
        }
        return new Access(
                ledger,
                AdminToken.of(data),
                () -> workspace.loaded().settings().access(),
                settings.signIn(),
                new ClientAddress(settings.trustedProxies()),
                SensitiveUtils::containsSensitive);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * All of them.
     *
     * @param onSecrets told when other secrets count than before
     * @param hooksPort of the public server
     */
    List<ApiPart> of(
            Replays replays,
            BulkReplayWorker bulkReplays,
            Tallies tallies,
            FilterCounts counts,
            RejectionReview rejections,
            AlertWatch alerts,
            Runnable onSecrets,
            int hooksPort) {
        Settings settings = workspace.loaded().settings();
        RecentActivity activity = new RecentActivity(ledger, tallies);
        Predicate<String> mayDouble = new RepeatedCalls(workspace.workspace())::mayDouble;
        return List.of(
                new EventApi(ledger, workspace.endpoints(), replays, mayDouble, workspace::redact),
                new ExportApi(ledger, workspace::served, mayDouble, workspace::redact),
                new RecordedApi(ledger, workspace.endpoints(), workspace::redact),
                new ReplayApi(ledger, counts, workspace::routeIds, bulkReplays::wake),
                new SteeringApi(ledger, workspace::routeIds, dispatcher::lookAgain),
                new TargetApi(ledger),
                new RejectionApi(ledger, workspace.endpoints(), rejections, workspace::redact),
                new AlertApi(alerts::standings),
                new EndpointApi(
                        workspace::served, activity, name -> "http://localhost:" + hooksPort + "/hooks/" + name),
                new SecretApi(ledger, workspace.endpoints(), onSecrets),
                new RouteApi(
                        ledger,
                        workspace::served,
                        activity,
                        route -> ledger.pausedRoutes().names().contains(route)),
                new CredentialApi(ledger),
                new ReloadApi(workspace),
                new CatalogApi(workspace::served),
                new StatsApi(ledger, tallies),
                new StreamApi(ledger, workspace::served),
                new BackupApi(ledger, settings.data(), settings.storage().minFree()));
    }
}
