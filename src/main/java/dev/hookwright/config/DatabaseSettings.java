package dev.hookwright.config;

import java.util.Optional;

/**
 * Where the ledger is.
 *
 * @param url a {@code jdbc:postgresql:} URL; nothing for H2 in the data folder
 */
public record DatabaseSettings(Optional<String> url, String user, Optional<String> password) {
    static final String URL = "hookwright.database.url";
    static final String USER = "hookwright.database.user";
    static final String PASSWORD = "hookwright.database.password";

    static DatabaseSettings read(SettingReader settings) {
        Optional<String> url = settings.text(URL);
        if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:")) {
            settings.refuse(
                    URL,
                    "is not a PostgreSQL URL",
                    "write jdbc:postgresql://HOST:5432/NAME, or leave it out for H2 in the data folder");
        }
        return new DatabaseSettings(url, settings.text(USER, "hookwright"), settings.text(PASSWORD));
    }
}
