package dev.hookwright.flow;

import dev.hookwright.config.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Camel says when it refuses something, in words for people, and what to do. */
record CamelMessage(String what, String remedy) {
    private static final Pattern NO_KAMELET = Pattern.compile("not found: .*/([^/]+)\\.kamelet\\.yaml");
    private static final Pattern NO_PROPERTY = Pattern.compile("Property with key \\[([^\\]]+)\\] not found");
    private static final Pattern NO_ENDPOINT = Pattern.compile("No endpoint could be found for: (.*), please check.*");
    private static final Pattern NO_FUNCTION = Pattern.compile("Unknown function: (.*)");
    private static final Pattern UNEXPECTED = Pattern.compile("Unexpected token (.*)");
    private static final Pattern NOT_CLOSED = Pattern.compile("expected symbol functionEnd but was .*");
    private static final Pattern NO_CLASS = Pattern.compile("(?:java\\.lang\\.ClassNotFoundException: )?([A-Z]\\w+)");
    private static final Pattern NO_LANGUAGE = Pattern.compile("No language could be found for: (.*)");
    /** One of ours, that ends in what to do. */
    private static final Pattern WITH_REMEDY =
            Pattern.compile("(.*\\S) \\(((?:add|did you mean|give|name|remove|use|write) .*)\\)", Pattern.DOTALL);

    private static final Map<String, String> CLASSES = Map.of(
            "HttpOperationFailedException", "org.apache.camel.http.base.HttpOperationFailedException",
            "IOException", "java.io.IOException",
            "ConnectException", "java.net.ConnectException",
            "SocketTimeoutException", "java.net.SocketTimeoutException",
            "UnknownHostException", "java.net.UnknownHostException",
            "ExchangeTimedOutException", "org.apache.camel.ExchangeTimedOutException",
            "PredicateValidationException", "org.apache.camel.support.processor.PredicateValidationException");

    /** What it says of things that do not depend on the workspace, with %s for the word that it is about. */
    private static final List<Map.Entry<Pattern, CamelMessage>> KNOWN = List.of(
            known(
                    "Data format '(\\w+)' could not be created",
                    "the data format %s does not come with Hookwright",
                    "use json, or make it with jq"),
            known(
                    "^No bean could be found in the registry for: (\\S+)",
                    "there is no bean \"%s\"",
                    "name one that is there, or leave this step out"),
            known(
                    "Valid syntax: \\$\\{body.OGNL} was: (\\S+)",
                    "simple knows no ${%s}",
                    "write ${body}, or ${jq(.name)} for a field"),
            known(
                    "required type: java.lang.Boolean$",
                    "this is neither true nor false",
                    "write one of the two, without quotes"),
            known(
                    "^Error binding property \\(([^=]+)=",
                    "Camel does not take the setting %s, or not with this value",
                    "correct its name or its value"),
            known(
                    "^Route template \\S+ the following mandatory parameters must be provided: (.*)",
                    "the template is not given its %s",
                    "add it under parameters: {name: ..., value: ...}"),
            known(
                    "^Cannot find RouteTemplate with id (\\S+)",
                    "there is no template \"%s\"",
                    "correct the name, or write - routeTemplate: with it"),
            known("has no output processors", "the route has no steps", "write steps: under from:, with one at least"),
            known(
                    "^Definition has no children",
                    "this step has no steps of its own",
                    "write steps: under it, with one at least"),
            known(
                    "This doCatch should have a doTry",
                    "doCatch stands beside doTry",
                    "put it under doTry:, as a list beside its steps:"),
            known(
                    "^Prefix must resolve to a namespace: (\\S+)",
                    "the prefix %s: is not explained",
                    "write *[local-name()='NAME'], or a bean with the namespaces"),
            known(
                    "^(\\w+) must be specified",
                    "%s is not said here, or is nothing that there is",
                    "add it, or correct it"),
            known("^For input string: \"(.*)\"", "a number is needed here, and \"%s\" is none", "write digits alone"),
            known(
                    "^Timeout is used but ParallelProcessing",
                    "a timeout is for steps at the same time only",
                    "add parallelProcessing: true, or leave timeout out"),
            known(
                    "^Cannot invoke \"",
                    "something that this needs is not said here",
                    "look what the step needs, and add it"));

    private static Map.Entry<Pattern, CamelMessage> known(String form, String what, String remedy) {
        return Map.entry(Pattern.compile(form), new CamelMessage(what, remedy));
    }

    private CamelMessage with(String word) {
        return new CamelMessage(what.replace("%s", word), remedy);
    }

    /** @param connectors the names of those that there are */
    static CamelMessage of(String text, Collection<String> connectors, String otherwise) {
        for (Map.Entry<Pattern, CamelMessage> known : KNOWN) {
            Matcher found = known.getKey().matcher(text);
            if (found.find()) {
                return known.getValue().with(found.groupCount() == 0 ? "" : found.group(1));
            }
        }
        Matcher matcher = NO_KAMELET.matcher(text);
        if (matcher.find()) {
            String name = matcher.group(1);
            return new CamelMessage("there is no connector \"" + name + "\"", NearestName.remedy(name, connectors));
        }
        matcher = NO_PROPERTY.matcher(text);
        if (matcher.find()) {
            String name = matcher.group(1);
            return new CamelMessage(
                    "nothing gives {{" + name + "}} a value",
                    "set " + name + " in application.properties, or in the environment");
        }
        matcher = NO_ENDPOINT.matcher(text);
        if (matcher.matches()) {
            String address = matcher.group(1).split("\\?", 2)[0];
            return new CamelMessage("nothing can be called by the address \"" + address + "\"", "correct the address");
        }
        matcher = NO_FUNCTION.matcher(text);
        if (matcher.matches()) {
            return new CamelMessage(
                    "simple knows no ${" + matcher.group(1) + "}",
                    "write ${body}, ${jq(.name)}, ${variable.NAME} or ${variable.event[id]}");
        }
        matcher = NO_LANGUAGE.matcher(text);
        if (matcher.matches()) {
            return new CamelMessage(
                    "the language " + matcher.group(1) + " is allowed, but does not come with Hookwright",
                    "use jq, or simple");
        }
        if (UNEXPECTED.matcher(text).matches()) {
            return new CamelMessage(
                    "simple does not read this condition: " + text,
                    "write == and !=, && for and, || for or, with texts in single quotes");
        }
        if (NOT_CLOSED.matcher(text).matches()) {
            return new CamelMessage("a ${ is not closed", "add the brackets that are missing, as in ${jq(.name)}");
        }
        matcher = NO_CLASS.matcher(text);
        if (matcher.matches()) {
            String name = matcher.group(1);
            return new CamelMessage(
                    "there is no exception \"" + name + "\"",
                    "write its whole name, as " + CLASSES.getOrDefault(name, "java.lang." + name));
        }
        matcher = WITH_REMEDY.matcher(text);
        return matcher.matches()
                ? new CamelMessage(matcher.group(1), matcher.group(2))
                : new CamelMessage(text, otherwise);
    }
}
