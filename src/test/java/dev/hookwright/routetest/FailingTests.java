package dev.hookwright.routetest;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tests that must fail: what each is about, what has to be said of it, and the test without its name. */
final class FailingTests {
    private static final String ORDER = "  send: {endpoint: orders, payload: {id: 1, email: ann@example.com}}\n";
    private static final String DOWN = ORDER + "  given: [{step: crm, answers: [{status: 503, times: 99}]}]\n";

    private static final String SIGN_UP = "  send: {endpoint: sign-ups, payload: {who: ann}}\n";

    private FailingTests() {}

    static Stream<Arguments> all() {
        return Stream.of(
                fails("a step that is called too seldom", "step crm: expected 2 calls, got 1", ORDER + """
                          expect: {calls: [{step: crm, times: 2}]}
                        """),
                fails("a step that is called too often", "step crm: expected 1 call, got 2", ORDER + """
                          given: [{step: crm, answers: [503]}]
                          expect: {calls: [{step: crm, times: 1}]}
                        """),
                fails("a step that is never called", "step gift: expected a call, got none", ORDER + """
                          expect: {calls: [gift]}
                        """),
                fails("a step that must not be called", "step mail: expected no call, got 1", ORDER + """
                          expect: {never: [mail]}
                        """),
                fails("no call of that kind", "step mail: expected no call as described, got 1", ORDER + """
                          expect: {calls: [{step: mail, times: 0, body: {email: ann@example.com}}]}
                        """),
                fails("a step that is not listed", "step mail is called, which only: does not allow", ORDER + """
                          expect: {only: true, calls: [crm]}
                        """),
                fails("another value in the body", ".email: expected \"ben@example.com\"", ORDER + """
                          expect: {calls: [{step: crm, body: {email: ben@example.com}}]}
                        """),
                fails("a field that is not there", ".name: expected \"Ann\", but it is not there", ORDER + """
                          expect: {calls: [{step: crm, body: {name: Ann}}]}
                        """),
                fails("a number that is a text", ".id: expected \"1\", got 1", ORDER + """
                          expect: {calls: [{step: crm, body: {id: "1"}}]}
                        """),
                fails("a text that is not in the body", "does not contain \"cheque\"", ORDER + """
                          expect: {calls: [{step: crm, contains: cheque}]}
                        """),
                fails("another header", "header X-Kind: expected \"farewell\", got \"welcome\"", ORDER + """
                          expect: {calls: [{step: mail, headers: {X-Kind: farewell}}]}
                        """),
                fails("a header that is not there", "header X-Kind: expected \"welcome\", but it is not", ORDER + """
                          expect: {calls: [{step: crm, headers: {X-Kind: welcome}}]}
                        """),
                fails("another parameter", "parameter scope: expected \"leads\", got \"contacts\"", ORDER + """
                          expect: {calls: [{step: crm, parameters: {scope: leads}}]}
                        """),
                fails("a call of another route", "step crm: expected a call, got none", ORDER + """
                          expect: {calls: [{step: crm, route: vip}]}
                        """),
                fails("calls in another order", "step crm is called before mail", ORDER + """
                          expect: {inOrder: true, calls: [mail, crm]}
                        """),
                fails("a call before another", "crm is to come after mail, but is called before it", ORDER + """
                          expect: {calls: [{step: crm, after: mail}]}
                        """),
                fails("a call after one that never comes", "crm is to come after gift, which is never", ORDER + """
                          expect: {calls: [{step: crm, after: gift}]}
                        """),
                fails("one of the split's calls is not accounted for", "call 2, of step item[1], is not", """
                          send: {endpoint: lists, payload: {items: [{sku: a}, {sku: b}]}}
                          expect: {calls: [{step: item, times: 1, body: {sku: a}}]}
                        """),
                fails("too few items in a list", ".tags: expected 2 items, got 1", """
                          send: {endpoint: lists, payload: {items: [{tags: [x]}]}}
                          expect: {calls: [{step: item, body: {tags: [x, y]}}]}
                        """),
                fails("a run that dies", "run: expected succeeded, got dead", DOWN + """
                          expect: {run: succeeded}
                        """),
                fails("why it died", "order is dead: HTTP 503 Service Unavailable from crm", DOWN + """
                          expect: {run: {order: succeeded}}
                        """),
                fails("a run that does not die", "run of order: expected dead, got succeeded", ORDER + """
                          expect: {run: {order: dead}}
                        """),
                fails("a run that should be there", "but there is none", """
                          send: {endpoint: stripe, payload: {id: evt_1, type: invoice.paid}}
                          expect: {run: succeeded}
                        """),
                fails("a run that should not", "run: expected none, got 2", ORDER + """
                          expect: {run: none}
                        """),
                fails("another error", "no run ends with an error that contains \"HTTP 500\"", DOWN + """
                          expect: {error: HTTP 500}
                        """),
                fails("another answer", "answer: expected 200, got 202", ORDER + """
                          expect: {answer: 200}
                        """),
                fails("another text in the answer", ".status: expected \"duplicate\", got \"accepted\"", ORDER + """
                          expect: {answer: {body: {status: duplicate}}}
                        """),
                fails("more answers than requests", "expected 2 answers, but 1 requests were sent", ORDER + """
                          expect: {answer: [202, 200]}
                        """),
                fails("a request that is refused unexpectedly", "refused, which the test does not expect", """
                          send: {endpoint: orders, payload: {no: id}}
                          expect: {never: [crm]}
                        """),
                fails("a forgery that should get in", "refused: mismatch", """
                          send: {endpoint: stripe, sample: stripe/checkout.session.completed, variant: bad-signature}
                          expect: {answer: 202}
                        """),
                fails("a crash that does not come", "the crash after crm does not come", DOWN + """
                          crash-after: crm
                          expect: {run: {order: dead}}
                        """),
                fails("a retry that comes later than expected", "step crm: expected a call, got none", DOWN + """
                          expect: {run: {order: waiting}}
                          then:
                            - advance: 59s
                              expect: {calls: [crm]}
                        """),
                fails("a retry that comes earlier than expected", "step crm: expected no call, got", DOWN + """
                          expect: {run: {order: waiting}}
                          then:
                            - advance: 60s
                              expect: {never: [crm]}
                        """),
                fails("a delay that is another", "delay: expected 2d, got 3d", SIGN_UP + """
                          expect: {later: [{name: tips, delay: 2d}, audit]}
                        """),
                fails("a body that is another", ".kind: expected \"survey\", got \"tips\"", SIGN_UP + """
                          expect: {later: [{name: tips, body: {kind: survey}}, audit]}
                        """),
                fails("more that is put off than expected", "later audit, in 0s, is not expected", SIGN_UP + """
                          expect: {later: [tips]}
                        """),
                fails("less that is put off than expected", "later tips: expected 2 times, got 1", SIGN_UP + """
                          expect: {later: [{name: tips, times: 2}, audit]}
                        """),
                fails("something that is put off", "is not expected", SIGN_UP + """
                          expect: {later: []}
                        """),
                fails("a variant that the provider does not have", "has no signature that could be wrong", """
                          send: {endpoint: orders, payload: {id: 1}, variant: bad-signature}
                          expect: {answer: 401}
                        """));
    }

    private static Arguments fails(String name, String found, String test) {
        return RouteTestsTest.arguments(name, found, test);
    }
}
