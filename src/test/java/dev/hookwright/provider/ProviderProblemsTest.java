package dev.hookwright.provider;

import static dev.hookwright.provider.ProviderFixture.problemsOf;
import static dev.hookwright.provider.ProviderFixture.provider;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider's file cannot say. */
class ProviderProblemsTest {
    private static final String SIGNATURE = "signature: {header: x-s, encoding: hex}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{type: token, source: {header: a, query: b}} ~ needs exactly one place to look at",
                "{type: token, source: {header: 'a b'}} ~ \"a b\" cannot be the name of a header",
                "{type: token, source: {header: '{json.a}'}} ~ there is no variable {json.a}",
                "{type: token, source: {header: a, prefix-optional: true}} ~ says nothing without a prefix",
                "{type: token} ~ \"source\" is missing",
                "{type: hmac, algorithm: sha256, S, signed-content: '{timestamp}.{body}'} ~ nothing says where it stands",
                "{type: hmac, algorithm: sha256, S, timestamp: {header: x-t}, signed-content: '{body}'} ~ is not signed, so that anyone can make it new",
                "{type: hmac, algorithm: sha256, S, signed-content: '{secret}{body}'} ~ there is no variable {secret}",
                "{type: hmac, algorithm: sha256, S, signed-content: '{body|md5}'} ~ there is no filter |md5",
                "{type: hmac, algorithm: sha256, S, signed-content: '[[{body}'} ~ a [[ is not closed",
                "{type: hmac, algorithm: sha256, S, signed-content: '{body}', reject-signed-content: '['} ~ \"reject-signed-content\" is not a regular expression",
                "{type: hmac, algorithm: sha256, signature: {header: x, key: a, encoding: hex}, signed-content: '{body}'} ~ only mean something together",
                "{type: hmac, algorithm: sha256, signature: {header: x, skip: 1, encoding: hex}, signed-content: '{body}'} ~ skip only means something in a list",
                "{type: digest, algorithm: sha256, S, signed-content: '{body}'} ~ a digest without the secret proves nothing",
                "{type: jwt, token: {header: a}, algorithms: [HS256, RS256]} ~ \"algorithms\" are not of one kind",
                "{type: jwt, token: {header: a}, algorithms: [none]} ~ \"algorithms\" are not of one kind",
                "{type: jwt, token: {header: a}, algorithms: [RS256], public-key: {from: jwks, url: 'http://a.example'}} ~ only fetched by https",
                "{type: jwt, token: {header: a}, algorithms: [RS256], public-key: {from: jwks, url: 'https://a.example', location: {header: b}}} ~ says nothing about a key from: jwks",
                "{type: jwt, token: {header: a}, algorithms: [RS256], credential: b, public-key: {from: jwks, url: 'https://a.example'}} ~ is nobody's credential",
                "{type: public-key, algorithm: ed25519, S, signed-content: '{body}', public-key: {from: url, location: {header: b}, format: pem}} ~ \"allow-hosts\" is missing",
                "{type: public-key, algorithm: ed25519, S, signed-content: '{body}', public-key: {from: url, location: {header: b}, allow-hosts: ['a.*.com'], format: pem}} ~ could have the server call any host",
                "{type: public-key, algorithm: ed25519, S, signed-content: '{body}', public-key: {from: fetch, url: 'https://a.example', method: POST, format: pem}} ~ a POST has a request",
                "{type: public-key, algorithm: ed25519, S, signed-content: '{body}', public-key: {from: secret, format: der}} ~ \"der\" is not possible here",
            })
    void a_scheme_that_cannot_be_meant_is_a_problem_with_its_place(String scheme, String problem) {
        assertThat(problemsOf("schemes: [" + scheme.replace("S,", SIGNATURE + ",") + "]"))
                .anySatisfy(found ->
                        assertThat(found).startsWith("providers/acme.yaml:1:").contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{match: {}, respond: {status: 200}} ~ matches every request",
                "{match: {method: GET}} ~ \"respond\" is missing",
                "{match: {method: GET}, respond: {status: 302}} ~ \"status\" is not a whole number from 200 to 299",
                "{match: {method: GET}, respond: {content-type: text/html, body: '{query.a}'}} ~ would be answered as text/html",
                "{match: {method: GET}, respond: {body: '{computed}'}} ~ there is no variable {computed}",
                "{match: {method: GET}, compute: {algorithm: sha256, over: '{query.a}', encoding: hex}, respond: {body: '{computed}'}} ~ whatever a stranger sends would be signed",
                "{match: {method: GET}, callback: {json: url, allow-hosts: [a.example], consent: required}, respond: {}} ~ anyone could have the server call",
                "{match: {method: GET}, verify: true, callback: {json: url, allow-hosts: [a.example]}, respond: {}} ~ \"consent\" is missing",
                "{match: {method: GET}, verify: true, callback: {json: url, consent: required}, respond: {}} ~ \"allow-hosts\" is missing",
            })
    void a_handshake_that_would_serve_strangers_is_a_problem(String handshake, String problem) {
        assertThat(problemsOf("unsigned: true\nhandshake: [" + handshake + "]"))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void a_file_can_say_what_the_provider_is_for_and_how_to_connect_it() {
        Provider provider = provider("{family: payments, connect: [one, two], schemes: [{type: basic}]}");
        assertThat(provider.family()).contains("payments");
        assertThat(provider.connect()).containsExactly("one", "two");
        assertThat(provider("schemes: [{type: basic}]").connect()).isEmpty();
        assertThat(problemsOf("{family: Big Money, schemes: [{type: basic}]}"))
                .singleElement()
                .asString()
                .contains("\"Big Money\" is not one word in lower case");
    }

    @Test
    void examples_can_say_everything_that_an_endpoint_and_a_request_can() {
        Provider provider = provider("""
                schemes:
                  - {id: new, type: token, credential: key, source: {header: "{config.header}"}}
                  - {id: old, type: token, credential: key, deprecated: true, source: {query: key}}
                examples:
                  - {name: a, credentials: {key: [n, s]}, config: {header: X-Key}, headers: {X-Key: s}, method: PUT, body-base64: AP8=, valid: true}
                  - {name: b, credentials: {key: s}, config: {header: x-key}, url: "https://a.example/?key=s", valid: false, reason: missing-signature}
                  - {name: c, credentials: {key: s}, scheme: old, url: "https://a.example/?key=s", at: 1790000000, valid: true}
                """);
        assertThat(provider.credentialNames()).containsExactly("key");
        assertThat(problemsOf("""
                schemes: [{type: token, source: {header: x-key}}]
                examples:
                  - {name: b, secret: s, valid: false, reason: mismatch}
                """))
                .containsExactly("providers/acme.yaml:3:5: the example \"b\" comes out missing-signature:"
                        + " no header x-key (correct the reason)");
    }
}
