package dev.hookwright.connector;

import java.net.IDN;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/** Writes the addresses of a mail in ASCII, as not every mail server takes more (SMTPUTF8). */
public final class MailAddresses {
    private static final List<String> HEADERS = List.of("From", "To", "Cc", "Bcc", "Reply-To");
    private static final Pattern ADDRESS =
            Pattern.compile("(?<=^|[\\s<,;])([^\\s<>,;\"()@]+)@([^\\s<>,;\"()@]+)(?=$|[\\s>,;])");

    private static final Pattern BEYOND_ASCII = Pattern.compile("\\P{ASCII}");

    public void toAscii(Message message) {
        for (String header : HEADERS) {
            String addresses = message.getHeader(header, String.class);
            if (addresses != null && BEYOND_ASCII.matcher(addresses).find()) {
                message.setHeader(
                        header,
                        ADDRESS.matcher(addresses)
                                .replaceAll(address -> Matcher.quoteReplacement(withAsciiDomain(address))));
            }
        }
    }

    private static String withAsciiDomain(MatchResult address) {
        if (BEYOND_ASCII.matcher(address.group(1)).find()) {
            throw new IllegalArgumentException("SMTP: \"" + address.group() + "\" is not ASCII before the @");
        }
        try {
            return address.group(1) + "@" + IDN.toASCII(address.group(2), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SMTP: \"" + address.group() + "\" is not a mail address", e);
        }
    }
}
