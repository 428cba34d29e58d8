package dev.hookwright.lint;

import dev.hookwright.config.NearestName;
import dev.hookwright.config.YamlValue;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** A timer's times can be read, as Quartz writes them and not as crontab does. */
final class CronRule implements Rule {
    private static final Pattern IN_ADDRESS = Pattern.compile("[?&]cron=([^&]*)");
    private static final int OF_CRONTAB = 5;

    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        Call call = Call.of(part, file)
                .filter(found -> found.scheme().equals("quartz"))
                .orElse(null);
        if (call == null) {
            return;
        }
        YamlValue parameters = part.value().get("parameters");
        YamlValue cron = parameters == null ? null : parameters.get("cron");
        YamlValue zone = parameters == null ? null : parameters.get("trigger.timeZone");
        if (zone != null && zone.isScalar()) {
            file.resolved(zone).ifPresent(name -> checkZone(zone, name, findings));
        }
        Matcher inAddress = IN_ADDRESS.matcher(file.resolved(call.uri()).orElse(""));
        if (cron != null && cron.isScalar()) {
            file.resolved(cron).ifPresent(text -> check(cron, text, findings));
        } else if (inAddress.find()) {
            check(call.uri(), inAddress.group(1).replace('+', ' ').replace("%20", " "), findings);
        }
    }

    /** Java takes a zone that it does not know for Greenwich's. */
    private static void checkZone(YamlValue at, String name, Findings findings) {
        Set<String> known = Set.of(TimeZone.getAvailableIDs());
        if (!known.contains(name) && !name.matches("GMT[+-].+")) {
            findings.error(
                    at.where(),
                    "there is no time zone \"" + name + "\"",
                    NearestName.of(name, known)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("write it as Europe/Berlin, or UTC"));
        }
    }

    private static void check(YamlValue at, String cron, Findings findings) {
        String[] fields = cron.strip().split("\\s+");
        if (fields.length == OF_CRONTAB) {
            boolean days = fields[4].equals("*");
            String minuteToMonth = String.join(" ", fields[0], fields[1], days ? fields[2] : "?", fields[3]);
            findings.error(
                    at.where(),
                    "\"" + cron.strip() + "\" is how crontab writes it: the seconds are missing",
                    "write 0 " + minuteToMonth + " " + (days ? "?" : fields[4])
                            + ", where one of the two days is ? and Sunday is 1");
            return;
        }
        try {
            // A day less than now, as it may be yesterday where the time table is meant for.
            if (new CronExpression(cron).getTimeAfter(Date.from(Instant.now().minus(Duration.ofDays(1)))) == null) {
                findings.warn(
                        at.where(),
                        "the times of \"" + cron.strip() + "\" are all past: it never fires again",
                        "write a later year, or remove the route");
            }
        } catch (ParseException e) {
            findings.error(
                    at.where(),
                    "\"" + cron.strip() + "\" is not a time table: " + e.getMessage(),
                    "write second minute hour day month weekday, as 0 0 2 * * ? for two o'clock every night");
        }
    }
}
