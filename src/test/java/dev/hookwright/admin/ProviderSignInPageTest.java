package dev.hookwright.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookwright.config.Settings;
import dev.hookwright.testing.OidcProvider;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with an identity provider, which for the browser is another site: localhost and 127.0.0.1 are two. */
class ProviderSignInPageTest extends BrowserTests {
    private static OidcProvider provider;
    private static String home;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        prepare(folder).file("routes/endpoints.yaml", "shop: {provider: unsigned}\n");
        provider = new OidcProvider(server.clock());
        int port = freePort();
        home = "http://localhost:" + port;
        server.setting(Settings.ADMIN_PORT, String.valueOf(port))
                .setting("hookwright.admin-public-url", home)
                .setting("hookwright.admin.oidc.issuer", provider.issuer())
                .setting("hookwright.admin.oidc.client-id", OidcProvider.CLIENT)
                .setting("hookwright.admin.oidc.client-secret", OidcProvider.SECRET)
                .setting("hookwright.admin.oidc.name", "Example SSO")
                .setting("hookwright.admin.oidc.roles.viewer", "staff");
        startBrowser();
    }

    @AfterAll
    static void closeProvider() {
        if (provider != null) {
            provider.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void one_click_leads_there_and_back_to_the_page_that_was_wanted() {
        provider.person(Map.of("email", "anna@example.com", "groups", List.of()));
        browser.open(URI.create(home + "/routes"));
        browser.waitForText("Or with a token of this server.");
        assertThat(Axe.violations(browser, "{resultTypes: ['violations']}")).isEmpty();
        browser.complaints();
        browser.clickText("Sign in with Example SSO");
        browser.waitForText("none of your groups has a role here");
        assertThat(Axe.violations(browser, "{resultTypes: ['violations']}")).isEmpty();
        assertThat(browser.complaints()).noneMatch(said -> said.contains("Content Security Policy"));

        provider.person(Map.of("email", "anna@example.com", "groups", List.of("staff")));
        browser.open(URI.create(home + "/routes"));
        browser.clickText("Sign in with Example SSO");
        browser.waitFor("location.pathname === '/routes' && document.querySelector('h1').innerText === 'Routes'");
        assertThat(browser.evaluate("document.querySelector('.menu-who').textContent")
                        .asText())
                .isEqualTo("anna@example.com (248289761001)viewer");
        browser.open(URI.create(home + "/events"));
        browser.waitFor("document.querySelector('h1').innerText === 'Events'");
        assertThat(browser.complaints()).noneMatch(said -> said.contains("Content Security Policy"));
    }
}
