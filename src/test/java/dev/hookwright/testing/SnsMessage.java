package dev.hookwright.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message as Amazon SNS posts it, to be changed in one thing and signed. */
public final class SnsMessage {
    public static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
    public static final String CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
    public static final String VISIT = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";

    private static final List<String> NOTIFICATION = List.of("Message", "MessageId", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    private final Map<String, String> members = new LinkedHashMap<>();

    private SnsMessage(String type) {
        members.put("Type", type);
        members.put("MessageId", "m-1");
        members.put("Message", "hello");
        members.put("TopicArn", TOPIC);
        members.put("Timestamp", "2026-01-01T00:00:00.000Z");
        members.put("SigningCertURL", CERTIFICATE);
    }

    public static SnsMessage notification() {
        return new SnsMessage("Notification");
    }

    public static SnsMessage confirmation() {
        return new SnsMessage("SubscriptionConfirmation").with("Token", "t").with("SubscribeURL", VISIT);
    }

    public SnsMessage with(String name, String value) {
        members.put(name, value);
        return this;
    }

    /** @param version 1 or 2 */
    public SnsMessage signed(SelfSigned key, String version) throws GeneralSecurityException {
        StringBuilder content = new StringBuilder();
        for (String name : members.get("Type").equals("Notification") ? NOTIFICATION : CONFIRMATION) {
            content.append(name).append('\n').append(members.get(name)).append('\n');
        }
        String algorithm = version.equals("2") ? "SHA256withRSA" : "SHA1withRSA";
        return with("SignatureVersion", version).with("Signature", key.sign(algorithm, content.toString()));
    }

    public String json() {
        try {
            return new ObjectMapper().writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
