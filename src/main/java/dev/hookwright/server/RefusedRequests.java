package dev.hookwright.server;

import dev.hookwright.admin.RejectionReview;
import dev.hookwright.dispatch.Dispatcher;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.endpoint.RefusalDiagnosis;
import dev.hookwright.intake.Intake;
import dev.hookwright.intake.RefusalCode;
import dev.hookwright.ledger.Accepted;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.NewEvent;
import dev.hookwright.ledger.Rejection;
import dev.hookwright.provider.Finding;
import java.util.List;
import java.util.Optional;

/** Explains refused requests by the workspace that is served, and lets them in as if they had just come. */
final class RefusedRequests implements RejectionReview {
    private final Ledger ledger;
    private final Dispatcher dispatcher;
    private final Intake intake;
    private final Endpoints endpoints;
    private final RefusalDiagnosis diagnosis;

    RefusedRequests(Ledger ledger, Dispatcher dispatcher, Intake intake, LoadedWorkspace workspace) {
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.intake = intake;
        this.endpoints = workspace.endpoints();
        this.diagnosis = new RefusalDiagnosis(
                endpoints, workspace.providers(), workspace.settings().secretSettings(), intake.downloads());
    }

    @Override
    public List<Finding> explain(Rejection rejection) {
        Optional<Endpoint> endpoint = endpoints.find(rejection.endpoint());
        if (endpoint.isEmpty() || !rejection.isWhole() || !rejection.code().equals(RefusalCode.NOT_VERIFIED.word())) {
            return List.of();
        }
        return diagnosis.of(endpoint.get(), Intake.request(endpoint.get(), rejection), rejection.at());
    }

    @Override
    public Optional<List<Accepted>> accept(Rejection rejection) {
        Endpoint endpoint = endpoints.find(rejection.endpoint()).orElseThrow();
        List<NewEvent> events = intake.eventsOf(endpoint, rejection);
        Optional<List<Accepted>> stored = ledger.acceptRejected(rejection.id(), events, dispatcher.hasRoom())
                .join();
        List<Accepted> accepted = stored.orElse(List.of());
        for (int i = 0; i < accepted.size(); i++) {
            if (!accepted.get(i).runs().isEmpty()) {
                dispatcher.accepted(events.get(i).event(), accepted.get(i).runs());
            }
        }
        return stored;
    }

    @Override
    public boolean hasEndpoint(Rejection rejection) {
        return endpoints.find(rejection.endpoint()).isPresent();
    }
}
