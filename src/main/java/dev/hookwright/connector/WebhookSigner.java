package dev.hookwright.connector;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/** Signs a message by Standard Webhooks: its header webhook-id, the time and its body, with each of the secrets. */
public final class WebhookSigner {
    private String secrets = "";

    /** @param secrets each {@code whsec_} and base64, parted by spaces, the newest first */
    public void setSecrets(String secrets) {
        this.secrets = secrets;
    }

    public void sign(Message message) throws InvalidPayloadException {
        // These bytes are signed, so these are sent.
        byte[] body = message.getMandatoryBody(byte[].class);
        message.setBody(body);
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        String start = message.getHeader("webhook-id", String.class) + "." + timestamp + ".";
        message.setHeader("webhook-timestamp", timestamp);
        message.setHeader(
                "webhook-signature",
                Stream.of(secrets.strip().split("\\s+"))
                        .map(secret -> "v1," + signature(secret, start.getBytes(StandardCharsets.UTF_8), body))
                        .collect(Collectors.joining(" ")));
    }

    private static String signature(String secret, byte[] start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            mac.update(start);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause may quote the secret.
            throw new IllegalArgumentException(
                    "Webhook: a secret is not whsec_ and base64 (make one of 24 to 64 bytes)");
        }
    }
}
