package dev.hookwright.cli;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import java.util.Map;

/** Everything that the onboarding example calls, on this machine: a CRM, a ticket desk and a mail server. */
final class StandIns implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HubSpotStandIn hubSpot = new HubSpotStandIn(vertx);
    private final ZendeskStandIn zendesk = new ZendeskStandIn(vertx);
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    StandIns() {
        mail.start();
    }

    HubSpotStandIn hubSpot() {
        return hubSpot;
    }

    ZendeskStandIn zendesk() {
        return zendesk;
    }

    /** How many mails have arrived. */
    int mails() {
        return mail.getReceivedMessages().length;
    }

    /** What the onboarding workspace needs to know to call these. */
    Map<String, String> settings() {
        return Map.of(
                "stripe.signing.secret",
                "whsec_hookwright_demo",
                "hubspot.base-url",
                hubSpot.url(),
                "hubspot.access-token",
                HubSpotStandIn.TOKEN,
                "zendesk.base-url",
                zendesk.url(),
                "zendesk.email",
                ZendeskStandIn.EMAIL,
                "zendesk.api-token",
                ZendeskStandIn.API_TOKEN,
                "smtp.host",
                "127.0.0.1",
                "smtp.port",
                String.valueOf(mail.getSmtp().getPort()),
                "smtp.security",
                "none",
                "smtp.from",
                "Shop <hello@example.com>");
    }

    @Override
    public void close() {
        mail.stop();
        hubSpot.close();
        zendesk.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
