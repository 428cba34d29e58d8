package dev.hookwright.server;

import dev.hookwright.admin.RejectionReview;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.endpoint.ConfirmedSecrets;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.RefusalDiagnosis;
import dev.hookwright.intake.Intake;
import dev.hookwright.intake.RefusalCode;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.provider.Credentials;
import dev.hookwright.provider.Diagnosis;
import dev.hookwright.provider.Finding;
import dev.hookwright.provider.HookRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains refused requests by the workspace that is served, and lets them in as if they had just come. */
final class RefusedRequests implements RejectionReview {
    private final Ledger ledger;
    private final Dispatcher dispatcher;
    private final Intake intake;
    private final LiveWorkspace workspace;
    private final Endpoints endpoints;
    private final ConfirmedSecrets confirmed;

    RefusedRequests(
            Ledger ledger, Dispatcher dispatcher, Intake intake, LiveWorkspace workspace, ConfirmedSecrets confirmed) {
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.intake = intake;
        this.workspace = workspace;
        this.endpoints = workspace.endpoints();
        this.confirmed = confirmed;
    }

    @Override
    public List<Finding> explain(Rejection rejection) {
        Optional<Endpoint> endpoint = endpoints.find(rejection.endpoint());
        if (endpoint.isEmpty() || !rejection.isWhole() || !rejection.code().equals(RefusalCode.NOT_VERIFIED.word())) {
            return List.of();
        }
        if (Intake.isReplay(rejection)) {
            return List.of(new Finding(
                    "replayed",
                    "its signature is good and was used before, for other events: whoever sends it may have overheard"
                            + " that, and written the rest"));
        }
        HookRequest request = Intake.request(endpoint.get(), rejection);
        LoadedWorkspace now = workspace.loaded();
        RefusalDiagnosis diagnosis = new RefusalDiagnosis(
                endpoints, confirmed, now.providers(), now.settings().secretSettings(), intake.downloads());
        List<Finding> findings = new ArrayList<>(diagnosis.of(endpoint.get(), request, rejection.at()));
        pendingSecret(endpoint.get(), request, rejection).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> pendingSecret(Endpoint endpoint, HookRequest request, Rejection rejection) {
        if (!endpoint.provider().capturesSecret()) {
            return Optional.empty();
        }
        return ledger.secrets().of(endpoint.name()).stream()
                .filter(secret -> secret.confirmedAt() == null
                        && Diagnosis.fits(
                                endpoint.provider(), Credentials.of(List.of(secret.secret())), request, rejection.at()))
                .findFirst()
                .map(secret -> new Finding(
                        "pending-secret",
                        "it is signed with the secret " + Ids.text(Ids.SECRET, secret.id())
                                + ", which was named in a handshake and waits: if that handshake was the provider's,"
                                + " ./hookwright secrets " + endpoint.name() + " --confirm it"));
    }

    @Override
    public Optional<List<Accepted>> accept(Rejection rejection) {
        Endpoint endpoint = endpoints.find(rejection.endpoint()).orElseThrow();
        List<NewEvent> events = intake.eventsOf(endpoint, rejection);
        Optional<List<Accepted>> stored =
                ledger.acceptRejected(rejection.id(), events, false).join();
        // Fetched, not handed over: they may have been fetched, driven and ended by now.
        dispatcher.lookAgain();
        return stored;
    }

    @Override
    public boolean hasEndpoint(Rejection rejection) {
        return endpoints.find(rejection.endpoint()).isPresent();
    }
}
