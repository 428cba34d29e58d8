package dev.hookwright.routetest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hookwright.config.MappingShape;
import dev.hookwright.config.Shape;
import dev.hookwright.retry.Durations;
import java.util.HashSet;
import java.util.Set;

/** What an editor is told of a {@code *.test.yaml}: what its readers know. */
public final class TestSchema {
    private TestSchema() {}

    public static ObjectNode of() {
        MappingShape test = new MappingShape(TestFileReader.TEST)
                .key("test", "What it shows, in a sentence.", Shape.text())
                .key("at", "When it begins, in UTC, as 2026-03-01T09:00:00Z.", Shape.form("\\d{4}-\\d{2}-\\d{2}T.+Z"))
                .key("then", "What comes afterwards, each with expectations of its own.", Shape.some(phase()))
                .required("test", "send", "expect");
        ObjectNode file = Shape.list(parts(test)).json();
        file.put("$schema", Shape.DRAFT);
        file.put("title", "Tests of Hookwright routes");
        return file;
    }

    private static Shape phase() {
        return parts(new MappingShape(TestFileReader.PHASE).required("expect"));
    }

    private static Shape parts(MappingShape mapping) {
        return mapping.key("send", "What is posted, one request or a list of them.", Shape.some(sent()))
                .key("given", "What stand-ins answer: 200 each, if nothing is said.", Shape.some(script()))
                .key("crash-after", "The process dies as soon as this step is done, and starts again.", Shape.text())
                .key("advance", "How much time goes by, as 3d.", duration())
                .key("expect", "What must have come of it.", expected())
                .shape();
    }

    private static Shape sent() {
        Shape alarm = new MappingShape(AlarmReader.FIELDS)
                .key("alert", "Instead of a request: an alert of the workspace.", Shape.text())
                .key("state", "Whether it begins, lasts or is over.", Shape.words(AlarmReader.STATES))
                .required("alert")
                .shape();
        Shape call = new MappingShape(ConnectorCallReader.FIELDS)
                .key("connector", "Beside a connector: the connector that is called.", Shape.text())
                .key(
                        "parameters",
                        "Its properties. {{stand-in}} is where the test takes requests.",
                        Shape.named(Shape.text()))
                .key("payload", "The body that the connector is given.", Shape.anything())
                .key("form", "The body as a form, a value for each field.", Shape.named(Shape.text()))
                .key("file", "The body, from a file beside the test or in the workspace.", Shape.text())
                .required("connector")
                .shape();
        return Shape.either(request(), alarm, call);
    }

    private static Shape request() {
        Set<String> known = new HashSet<>(DeliveryReader.FIELDS);
        known.addAll(RouteActions.INSTEAD);
        ObjectNode sent = new MappingShape(known)
                .key("endpoint", "The endpoint that is posted to.", Shape.text())
                .key("sample", "A payload that comes with the provider, as stripe/invoice.paid.", Shape.text())
                .key("payload", "The body: a mapping or a list as JSON, a text as it is.", Shape.anything())
                .key("form", "The body as a form, a value for each field.", Shape.named(Shape.text()))
                .key("file", "The body, from a file beside the test or in the workspace.", Shape.text())
                .key("type", "The event's type, where the provider says it outside of the body.", Shape.text())
                .key("headers", "Headers besides those that the provider sends.", Shape.named(Shape.text()))
                .key("from", "The address that it comes from.", Shape.text())
                .key("variant", "What is wrong with it.", Shape.words(DeliveryReader.VARIANTS))
                .key("times", "How often it is posted.", Shape.number(1, DeliveryReader.MOST_TIMES))
                .key("advance", "Instead of a request: how much time goes by.", duration())
                .key("timer", "Instead of a request: a route whose timer fires now.", Shape.text())
                .shape()
                .json();
        ArrayNode ways = sent.putArray("anyOf");
        ways.addObject().putArray("required").add("endpoint");
        RouteActions.INSTEAD.forEach(name ->
                ways.addObject().put("maxProperties", 1).putArray("required").add(name));
        return new Shape(sent);
    }

    private static Shape script() {
        Shape failures = Shape.words(GivenReader.FAILURES);
        Shape status = Shape.number(100, 599);
        Shape answer = new MappingShape(GivenReader.ANSWER)
                .key("status", "The answer's status.", status)
                .key("headers", "The answer's headers.", Shape.named(Shape.text()))
                .key("body", "The answer's body.", Shape.anything())
                .key("delay", "How long it takes.", duration())
                .key("failure", "There is no answer, for this reason.", failures)
                .key("times", "How often it is given.", Shape.number(1, GivenReader.MOST_TIMES))
                .shape();
        return new MappingShape(GivenReader.SCRIPT)
                .key("step", "The step's id; beside a connector METHOD /PATH.", Shape.text())
                .key(
                        "answers",
                        "One a call; 200 when none is left.",
                        Shape.some(Shape.either(status, failures, answer)))
                .required("step", "answers")
                .shape();
    }

    private static Shape expected() {
        Shape status = Shape.words(ExpectedReader.STATUSES);
        Shape answer = new MappingShape(ExpectedReader.ANSWER)
                .key("status", "The answer's status.", Shape.number(100, 599))
                .key("body", "What the answer's body has at least.", Shape.anything())
                .shape();
        return new MappingShape(ExpectedReader.FIELDS)
                .key("answer", "What the sender is told.", Shape.some(Shape.either(Shape.number(100, 599), answer)))
                .key(
                        "run",
                        "How the runs end, all of them or each by its route.",
                        Shape.either(status, Shape.named(status)))
                .key("error", "What the error of a run says.", Shape.some(Shape.text()))
                .key("calls", "Calls to the outside that are made.", Shape.some(Shape.either(Shape.text(), call())))
                .key("never", "Steps that are not called.", Shape.some(Shape.text()))
                .key("inOrder", "Whether the calls come in this order.", Shape.flag())
                .key("only", "Whether no other call is made.", Shape.flag())
                .key("later", "What later: puts off.", Shape.some(Shape.either(Shape.text(), later())))
                .shape();
    }

    private static Shape call() {
        return new MappingShape(ExpectedReader.CALL)
                .key("step", "The step's id; beside a connector METHOD /PATH.", Shape.text())
                .key("route", "The route that it is in.", Shape.text())
                .key("times", "How often it is called.", Shape.number(0, ExpectedReader.MOST_TIMES))
                .key("body", "What the sent body has at least.", Shape.anything())
                .key("contains", "A text that the sent body contains.", Shape.text())
                .key("headers", "Headers that are sent.", Shape.named(Shape.text()))
                .key("parameters", "Properties that the connector is given.", Shape.named(Shape.text()))
                .key("after", "A step that is called before it.", Shape.text())
                .required("step")
                .shape();
    }

    private static Shape later() {
        return new MappingShape(ExpectedReader.LATER)
                .key("name", "The route that begins with direct:NAME.", Shape.text())
                .key("delay", "How long it is put off.", duration())
                .key("times", "How often.", Shape.number(1, ExpectedReader.MOST_TIMES))
                .key("body", "What its body has at least.", Shape.anything())
                .required("name")
                .shape();
    }

    private static Shape duration() {
        return Shape.form(Durations.FORM.pattern());
    }
}
