package dev.hookwright.server;

import dev.hookwright.admin.ApiPart;
import dev.hookwright.admin.BackupApi;
import dev.hookwright.admin.CatalogApi;
import dev.hookwright.admin.EndpointApi;
import dev.hookwright.admin.ExportApi;
import dev.hookwright.admin.RecentActivity;
import dev.hookwright.admin.RouteApi;
import dev.hookwright.admin.ServedWorkspace;
import dev.hookwright.admin.StatsApi;
import dev.hookwright.admin.StreamApi;
import dev.hookwright.admin.Tallies;
import dev.hookwright.config.Settings;
import dev.hookwright.ledger.Ledger;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The parts of the admin API that only read. */
final class ReadingParts {
    private ReadingParts() {}

    /**
     * @param paused whether the runs of a route are held
     * @param hooksPort of the public server
     */
    static List<ApiPart> of(
            Ledger ledger,
            Supplier<ServedWorkspace> workspace,
            Tallies tallies,
            Predicate<String> paused,
            int hooksPort,
            Settings settings) {
        RecentActivity activity = new RecentActivity(ledger, tallies);
        return List.of(
                new EndpointApi(workspace, activity, name -> "http://localhost:" + hooksPort + "/hooks/" + name),
                new RouteApi(workspace, activity, paused),
                new CatalogApi(workspace),
                new StatsApi(ledger, tallies),
                new StreamApi(ledger, workspace),
                new ExportApi(ledger, workspace),
                new BackupApi(ledger, settings.data(), settings.storage().minFree()));
    }
}
