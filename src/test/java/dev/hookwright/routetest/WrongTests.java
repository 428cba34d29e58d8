package dev.hookwright.routetest;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Files that are no tests: what has to be said of each, from the line on, and the file. */
final class WrongTests {
    private WrongTests() {}

    static Stream<Arguments> all() {
        return Stream.of(
                wrong("1:1: the file is a list of tests (begin each with - test: WHAT IT SHOWS)", """
                        test: one
                        """),
                wrong("2:3: unknown key \"sends\" (did you mean \"send\"?)", """
                        - test: one
                          sends: {endpoint: orders}
                          expect: {run: succeeded}
                        """),
                wrong("3:12: unknown key \"call\" (did you mean \"calls\"?)", """
                        - test: one
                          send: {endpoint: orders}
                          expect: {call: [crm]}
                        """),
                wrong("2:28: unknown key \"smaple\" (did you mean \"sample\"?)", """
                        - test: one
                          send: {endpoint: orders, smaple: stripe/x}
                          expect: {run: succeeded}
                        """),
                wrong("3:27: there is no step \"crn\" (did you mean \"crm\"?)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {calls: [{step: crn}]}
                        """),
                wrong("3:18: there is no step \"mial\" (did you mean \"mail\"?)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          given: [{step: mial, answers: [200]}]
                          expect: {run: succeeded}
                        """),
                wrong("3:16: there is no step \"crn\" (did you mean \"crm\"?)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          crash-after: crn
                          expect: {run: succeeded}
                        """),
                wrong("2:20: there is no endpoint \"order\" (did you mean \"orders\"?)", """
                        - test: one
                          send: {endpoint: order, payload: {}}
                          expect: {run: succeeded}
                        """),
                wrong("3:18: there is no route \"oder\" (did you mean \"order\"?)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {run: {oder: succeeded}}
                        """),
                wrong("3:17: \"succeded\" is not possible here (did you mean \"succeeded\"?)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {run: succeded}
                        """),
                wrong("1:3: nothing is expected here, so that this can never fail (add expect:)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                        """),
                wrong("3:27: there is no route from direct: \"tip\" (did you mean \"tips\"?)", """
                        - test: one
                          send: {endpoint: sign-ups, payload: {}}
                          expect: {later: [{name: tip}]}
                        """),
                wrong("1:3: the test sends nothing (add send: {endpoint: NAME})", """
                        - test: one
                          expect: {run: none}
                        """),
                wrong("1:3: the test has no name (add test: WHAT IT SHOWS)", """
                        - send: {endpoint: orders, payload: {}}
                          expect: {run: none}
                        """),
                wrong(
                        "2:36: there is no sample \"stripe/chekout.session.completed\" (did you mean "
                                + "\"stripe/checkout.session.completed\"?)",
                        """
                        - test: one
                          send: {endpoint: stripe, sample: stripe/chekout.session.completed}
                          expect: {run: none}
                        """),
                wrong("2:9: \"sample\" and \"payload\" exclude each other (keep one of them)", """
                        - test: one
                          send: {endpoint: stripe, sample: stripe/invoice.paid, payload: {}}
                          expect: {run: none}
                        """),
                wrong(
                        "3:33: \"down\" is no answer (write a status from 100 to 599, timeout, refused, reset, or"
                                + " {status, headers, body, delay, failure})",
                        """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          given: [{step: crm, answers: [down]}]
                          expect: {run: succeeded}
                        """),
                wrong(
                        "3:12: \"3 days\" is not a duration: write a whole number and ms, s, m, h or d, as in 30s or 5m"
                                + " (correct it)",
                        """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          advance: 3 days
                          expect: {run: succeeded}
                        """),
                wrong("2:44: the file nowhere.json cannot be read (give its path from the test's folder)", """
                        - test: one
                          send: {endpoint: orders, file:           nowhere.json}
                          expect: {run: succeeded}
                        """),
                wrong("3:39: a whole number is expected here (write one from 0 to 100000)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {calls: [{step: crm, times: often}]}
                        """),
                wrong(
                        "3:19: nothing is listed here, so that this can never fail (list a step, or write only: true where none may be called)",
                        """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {calls: []}
                        """),
                wrong("3:17: no route is named here (write ROUTE: succeeded, or run: succeeded for all)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {run: {}}
                        """),
                wrong("3:20: nothing is expected of the answer (write a status, or {status, body})", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {answer: {}}
                        """),
                wrong("3:42: a mapping is expected here (write {NAME: VALUE})", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          expect: {calls: [{step: mail, headers: [X-Kind]}]}
                        """),
                wrong("1:3: the test sends nothing (add send: {endpoint: NAME})", """
                        - test: one
                          send: []
                          expect: {run: none}
                        """),
                wrong("2:47: \"jenny\" is not an address (write one as in 203.0.113.9)", """
                        - test: one
                          send: {endpoint: orders, payload: {}, from: jenny}
                          expect: {run: none}
                        """),
                wrong("3:47: the answers of crm stand in two places (make one list of them)", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          given: [{step: crm, answers: [503]}, {step: crm, answers: [200]}]
                          expect: {run: succeeded}
                        """),
                wrong(
                        "3:33: \"\" is no answer (write a status from 100 to 599, timeout, refused, reset, or {status, headers, body, delay, failure})",
                        """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          given: [{step: crm, answers: [[503, 200]]}]
                          expect: {run: succeeded}
                        """),
                wrong("3:32: no answer is listed here (write answers: [503, 200])", """
                        - test: one
                          send: {endpoint: orders, payload: {}}
                          given: [{step: crm, answers: []}]
                          expect: {run: succeeded}
                        """));
    }

    private static Arguments wrong(String problem, String file) {
        return RouteTestsTest.arguments(problem, file);
    }
}
