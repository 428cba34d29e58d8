package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hookwright.config.Settings;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes secrets and what is personal out of a payload. The same value gets the same mask wherever it stands, so that a
 * route still finds what belongs together.
 */
final class Masking {
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final Pattern PHONE = Pattern.compile("(?<![\\w+])\\+[1-9][0-9 ()./-]{6,16}[0-9](?![\\w])");
    private static final Pattern CARD = Pattern.compile("(?<![\\w-])[0-9](?:[ -]?[0-9]){12,18}(?![\\w-])");
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![\\w.])");
    private static final Pattern IBAN =
            Pattern.compile("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b");
    private static final Pattern TOKEN = Pattern.compile(
            "\\b(?:sk|rk|pk|whsec|ghp|gho|ghs|github_pat|glpat|xox[abprs]|AKIA|shpat|SG|key)[_.-]?[A-Za-z0-9_.-]{16,}"
                    + "|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*|\\bBearer [A-Za-z0-9._~+/=-]{8,}");

    private static final Pattern PERSON_NAME = Pattern.compile(
            "(first|last|given|family|full|display|middle|nick|user|sur|customer|contact|billing|shipping|cardholder)"
                    + "name|realname|login|holder");
    private static final Pattern PERSON = Pattern.compile(
            ".*(customer|user|author|contact|person|people|sender|owner|pusher|committer|client|buyer|lead|employee"
                    + "|recipient|billing|shipping|patient|guest|member|profile|caller|found|customanalysisdata).*");
    private static final Pattern PLACE =
            Pattern.compile("(street|address|address[12]|line[12]|postalcode|postcode|zip|zipcode|city|town)");
    private static final Pattern TELEPHONE =
            Pattern.compile(".*(phone|mobile|telephone|whatsapp|fax)(number)?|(from|to)number|msisdn");
    private static final Pattern BIRTH = Pattern.compile("dob|birth(day|date)|dateofbirth");
    private static final int SHORTEST_ELSEWHERE = 4;

    /** What a value was masked with. */
    private final Map<String, String> masks = new LinkedHashMap<>();

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** The tree without them. Names that stand in a field of their own are found in other texts, too. */
    JsonNode mask(JsonNode tree) {
        return elsewhere(mask("", "", tree));
    }

    /** A text without them. */
    String mask(String text) {
        return elsewhere(inText(text));
    }

    private JsonNode mask(String parent, String key, JsonNode value) {
        if (value.isObject()) {
            boolean person = PERSON.matcher(key).matches() || value.has("email") || value.has("phone");
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(field -> masked.set(
                            field.getKey(), mask(person ? "person" : key, plain(field.getKey()), field.getValue())));
            return masked;
        }
        if (value.isArray()) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> masked.add(mask(parent, key, item)));
            return masked;
        }
        boolean secret = Settings.isSecret(key) && (value.isTextual() || value.isNumber());
        if (!value.isTextual() && !secret) {
            return value;
        }
        return TextNode.valueOf(secret ? as("secret", value.asText()) : text(parent, key, value.asText()));
    }

    private String text(String parent, String key, String text) {
        if (text.isBlank()) {
            return text;
        }
        if (PERSON_NAME.matcher(key).matches() || key.equals("name") && parent.equals("person")) {
            return text.contains("@") ? inText(text) : as(text.strip().contains(" ") ? "whole name" : "name", text);
        }
        if (PLACE.matcher(key).matches()) {
            return as("place", text);
        }
        if (TELEPHONE.matcher(key).matches()) {
            return as("phone", text);
        }
        return BIRTH.matcher(key).matches() ? as("birth", text) : inText(text);
    }

    private String inText(String text) {
        String masked = TOKEN.matcher(text).replaceAll(found -> as("secret", found.group()));
        masked = EMAIL.matcher(masked).replaceAll(found -> as("mail", found.group()));
        masked = IBAN.matcher(masked).replaceAll(found -> as("iban", found.group()));
        masked = PHONE.matcher(masked).replaceAll(found -> as("phone", found.group()));
        masked = CARD.matcher(masked).replaceAll(this::card);
        return ADDRESS.matcher(masked).replaceAll(found -> as("address", found.group()));
    }

    /** A number of a card has a check digit; others that are as long are left alone. */
    private String card(MatchResult found) {
        String digits = found.group().replaceAll("[ -]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 ? as("card", found.group()) : found.group();
    }

    private static String made(String kind, int number) {
        return switch (kind) {
            case "mail" -> "person" + number + "@example.com";
            case "name" -> "Name" + number;
            case "whole name" -> "Name" + number + " Surname" + number;
            case "phone" -> "+1555010" + (1_000 + number);
            case "place" -> "Place " + number;
            case "iban" -> "XX00 0000 0000 " + (1_000 + number);
            case "card" -> "4242424242424242";
            case "address" -> "192.0.2." + number;
            case "birth" -> "1990-01-01";
            default -> "masked-" + number;
        };
    }

    private String as(String kind, String value) {
        if (masks.containsValue(value)) {
            return value;
        }
        return masks.computeIfAbsent(value, fresh -> made(kind, counts.merge(kind, 1, Integer::sum)));
    }

    private JsonNode elsewhere(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(elsewhere(field.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, elsewhere(array.get(i)));
            }
        }
        return value.isTextual() ? TextNode.valueOf(elsewhere(value.asText())) : value;
    }

    private String elsewhere(String text) {
        if (masks.containsValue(text)) {
            return text;
        }
        String masked = text;
        List<String> known = masks.keySet().stream()
                .filter(value -> value.length() >= SHORTEST_ELSEWHERE)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String value : known) {
            masked = masked.replace(value, masks.getOrDefault(value, ""));
        }
        return masked;
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
