package dev.hookwright.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/** Where public keys are downloaded from. */
sealed interface KeyLocation {
    Download download(Reading reading) throws Refusal;

    /** The request says where; only a pinned place will do. */
    record InRequest(String provider, Source source, Pin pin, Duration keepFor) implements KeyLocation {
        @Override
        public Download download(Reading reading) throws Refusal {
            return new Download(provider, pin.check(source.only(reading), source), null, keepFor);
        }
    }

    /** @param posted the members of the JSON that is posted; none for a plain GET */
    record Fixed(String provider, Template url, Map<String, Template> posted, Duration keepFor) implements KeyLocation {
        @Override
        public Download download(Reading reading) throws Refusal {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Template> member : posted.entrySet()) {
                // What config has to be there was said when the endpoint was read.
                body.put(member.getKey(), Template.join(member.getValue().parts(reading, true)));
            }
            return new Download(
                    provider,
                    Pin.ANY_HOST.check(url.text(reading), "the address of the keys"),
                    posted.isEmpty() ? null : BodyJson.write(body),
                    keepFor);
        }
    }
}
