package dev.hookwright.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hookwright.ledger.Run;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.ExchangeHelper;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** Stands where a step would call the outside. */
final class StandInProcessor implements Processor {
    private static final String CAMELS_OWN = "Camel";

    private final CallOutline call;
    private final Outside outside;

    StandInProcessor(CallOutline call, Outside outside) {
        this.call = call;
        this.outside = outside;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        RunDrive drive = RunDrive.of(exchange);
        if (drive == null) {
            // Of a route that no event starts: nothing is called out there.
            return;
        }
        SentCall sent = sent(drive.run(), exchange);
        StandInAnswer answer = outside.take(sent);
        if (answer.failure() != null) {
            throw failed(answer.failure());
        }
        if (answer.status() >= 400) {
            throw refused(answer);
        }
        byte[] recorded = answer.recorded();
        if (recorded != null) {
            StepResult.restore(recorded, exchange);
        } else if (call.givesAnswer()) {
            give(answer, exchange);
        }
        if (outside.crashesAfter(sent)) {
            drive.abandon();
        }
    }

    private SentCall sent(Run run, Exchange exchange) {
        Object given = call.bodyVariable() == null
                ? exchange.getMessage().getBody()
                : ExchangeHelper.getVariable(exchange, call.bodyVariable());
        JsonNode body = PayloadTree.of(exchange, given);
        Map<String, String> headers = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (!isCamels(name)) {
                headers.put(name, String.valueOf(value));
            }
        });
        String label = CallPath.of(exchange).stepLabel(exchange, call.nodeId());
        String key = exchange.getVariable(EventVariable.NAME) instanceof EventVariable variable
                ? String.valueOf(variable.get("idempotencyKey"))
                : "";
        return new SentCall(
                run.id(),
                run.route(),
                call.nodeId(),
                label,
                call.connector(),
                body,
                headers,
                call.parameters(exchange),
                key);
    }

    static boolean isCamels(String header) {
        return header.startsWith(CAMELS_OWN);
    }

    private void give(StandInAnswer answer, Exchange exchange) {
        String variable = call.answerVariable();
        if (variable != null) {
            if (answer.body() != null) {
                ExchangeHelper.setVariable(exchange, variable, answer.body());
            }
            return;
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        answer.headers().forEach(exchange.getMessage()::setHeader);
        if (answer.body() != null) {
            exchange.getMessage().setBody(answer.body());
        }
    }

    private static IOException failed(StandInAnswer.Failure failure) {
        return switch (failure) {
            case TIMEOUT -> new SocketTimeoutException("Read timed out");
            case REFUSED -> new ConnectException("Connection refused");
            case RESET -> new SocketException("Connection reset");
        };
    }

    /** As the connector's client would say it. */
    private Exception refused(StandInAnswer answer) {
        if (call.connector().startsWith("smtp")) {
            String text = answer.status() + " " + (answer.body() == null ? "refused" : answer.body());
            return new SMTPSendFailedException("DATA", answer.status(), text, null, null, null, null);
        }
        return new HttpOperationFailedException(
                "http://" + call.nodeId(),
                answer.status(),
                HttpReason.of(answer.status()),
                null,
                answer.headers(),
                answer.body() == null ? "" : answer.body());
    }
}
