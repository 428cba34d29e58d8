package dev.hookwright.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.endpoint.Endpoint;
import dev.hookwright.endpoint.Endpoints;
import dev.hookwright.ledger.CapturedSecret;
import dev.hookwright.ledger.Ids;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.provider.Credentials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The calls about secrets that providers named in handshakes. Blocking: not for an event loop. */
public final class SecretApi implements ApiPart {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN_OF_DIGEST = 16;

    private final Ledger ledger;
    private final Endpoints endpoints;
    private final Runnable onChange;

    /** @param onChange told when other secrets count than before */
    public SecretApi(Ledger ledger, Endpoints endpoints, Runnable onChange) {
        this.ledger = ledger;
        this.endpoints = endpoints;
        this.onChange = onChange;
    }

    @Override
    public List<Operation> operations() {
        String all = "/endpoints/{endpoint}/secrets";
        return List.of(
                Operation.get(all, Role.ADMIN, "Secrets that the provider named in handshakes.")
                        .gives("SecretList", call -> list(call.path("endpoint"))),
                Operation.get(all + "/{id}", Role.ADMIN, "One of them, with the secret itself.")
                        .gives("Secret", call -> show(call.path("endpoint"), call.path("id"))),
                Operation.post(all + "/{id}/confirm", Role.ADMIN, "Lets requests count that are signed with it.")
                        .gives("Secret", call -> confirm(call.path("endpoint"), call.path("id"))),
                Operation.delete(all + "/{id}", Role.ADMIN, "Forgets it.")
                        .gives("Secret", call -> refuse(call.path("endpoint"), call.path("id"))));
    }

    private JsonNode list(String name) {
        String endpoint = endpoint(name).name();
        return PageRequest.whole(ledger.secrets().of(endpoint), SecretApi::json)
                .put("notKept", ledger.secrets().lost(endpoint));
    }

    /** With the secret itself, which some providers want to have pasted back to them. */
    private JsonNode show(String name, String id) {
        CapturedSecret secret = secret(endpoint(name), id);
        return json(secret).put("secret", secret.secret());
    }

    private JsonNode confirm(String name, String id) {
        Endpoint endpoint = endpoint(name);
        CapturedSecret secret = secret(endpoint, id);
        String credential = endpoint.provider().credentialNames().first();
        Credentials alone = new Credentials(
                Map.of(credential, List.of(secret.secret())),
                endpoint.credentials().config(),
                endpoint.credentials().scheme());
        for (String complaint : endpoint.provider().complaintsAbout(alone)) {
            throw new ApiProblem(409, "unusable-secret", "It cannot be used: " + complaint + ".");
        }
        ledger.secrets().confirm(endpoint.name(), secret.id()).join();
        onChange.run();
        return json(secret(endpoint, id));
    }

    private JsonNode refuse(String name, String id) {
        Endpoint endpoint = endpoint(name);
        CapturedSecret secret = secret(endpoint, id);
        ledger.secrets().delete(endpoint.name(), secret.id()).join();
        onChange.run();
        return json(secret).put("status", "refused");
    }

    private Endpoint endpoint(String name) {
        Endpoint endpoint = endpoints
                .find(name)
                .orElseThrow(() -> new ApiProblem(404, "no-such-endpoint", "There is no such endpoint."));
        if (!endpoint.provider().capturesSecret()) {
            throw new ApiProblem(
                    409,
                    "no-handshake-secret",
                    endpoint.provider().title() + " names no secret in a handshake: it stands in endpoints.yaml.");
        }
        return endpoint;
    }

    private CapturedSecret secret(Endpoint endpoint, String text) {
        Optional<UUID> id = Ids.parse(Ids.SECRET, text);
        return ledger.secrets().of(endpoint.name()).stream()
                .filter(secret -> id.isPresent() && secret.id().equals(id.get()))
                .findFirst()
                .orElseThrow(() -> new ApiProblem(
                        404, "no-such-secret", "There is no such secret, or it made room for newer ones: list them."));
    }

    private static ObjectNode json(CapturedSecret secret) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", Ids.text(Ids.SECRET, secret.id()))
                .put("status", secret.confirmedAt() == null ? "pending" : "confirmed")
                .put("begins", secret.begins())
                .put("length", secret.secret().length())
                .put("sha256", secret.digest().substring(0, SHOWN_OF_DIGEST))
                .put("receivedAt", secret.receivedAt().toString())
                .put("remoteAddress", secret.remoteAddress());
        return json.put(
                "confirmedAt",
                secret.confirmedAt() == null ? null : secret.confirmedAt().toString());
    }
}
