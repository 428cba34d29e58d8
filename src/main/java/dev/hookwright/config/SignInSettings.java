package dev.hookwright.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * How people sign in to the admin pages, besides by a token.
 *
 * @param publicOrigin where browsers reach the pages, as they write it in the header Origin; if it was said
 * @param oidc the identity provider that says who they are
 */
public record SignInSettings(Optional<String> publicOrigin, Optional<OidcSettings> oidc) {
    static final String PUBLIC_URL = "hookwright.admin-public-url";

    static SignInSettings read(SettingReader settings) {
        Optional<URI> publicUrl = settings.secureUrl(PUBLIC_URL);
        if (publicUrl.isPresent() && !publicUrl.get().getPath().matches("/?")) {
            settings.refuse(PUBLIC_URL, "has a path", "write https://HOST: the pages have a host of their own");
        }
        return new SignInSettings(
                publicUrl.map(SignInSettings::origin),
                OidcSettings.read(settings, settings.text(PUBLIC_URL).isPresent()));
    }

    /** Whether browsers reach the pages by TLS. */
    public boolean isSecure() {
        return publicOrigin.isPresent() && publicOrigin.get().startsWith("https://");
    }

    private static String origin(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usualPort = scheme.equals("https") ? 443 : 80;
        String port = url.getPort() < 0 || url.getPort() == usualPort ? "" : ":" + url.getPort();
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port;
    }

    /** Whether a host is this machine by its very name: none is looked up but localhost. */
    static boolean isLoopback(String host) {
        if (!host.equalsIgnoreCase("localhost") && !host.matches("127(\\.\\d{1,3}){3}|\\[::1]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
