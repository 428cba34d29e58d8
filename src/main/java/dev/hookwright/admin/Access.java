package dev.hookwright.admin;

import dev.hookwright.config.AccessSettings;
import dev.hookwright.config.ClientAddress;
import dev.hookwright.config.SignInSettings;
import dev.hookwright.ledger.Ledger;
import dev.hookwright.ledger.LedgerUnavailable;
import dev.hookwright.ledger.Retention;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Who may use the admin API, what they see of it, and what is written down of what they do. */
public final class Access {
    private final Ledger ledger;
    private final Supplier<AccessSettings> settings;
    private final Tokens tokens;
    private final Sessions sessions;
    private final SignIn signIn;
    private final SignInSettings signInSettings;
    private final Optional<ProviderSignIn> providerSignIn;
    private final AuditLog audit;
    private final Masking masking;

    /**
     * @param signInSettings how people sign in to the pages
     * @param addresses tells where calls come from
     * @param sensitive names of fields that are sensitive in any workspace
     */
    public Access(
            Ledger ledger,
            AdminToken adminToken,
            Supplier<AccessSettings> settings,
            SignInSettings signInSettings,
            ClientAddress addresses,
            Predicate<String> sensitive) {
        this.ledger = ledger;
        this.settings = settings;
        this.tokens = new Tokens(ledger, adminToken);
        this.sessions = new Sessions(ledger);
        this.signInSettings = signInSettings;
        this.signIn = new SignIn(tokens, sessions, new FailedTries(ledger::now), addresses, signInSettings);
        this.audit = new AuditLog(ledger);
        this.providerSignIn = ProviderSignIn.of(signInSettings, signIn, sessions, audit, ledger::now);
        this.masking = new Masking(settings, sensitive);
        look();
    }

    /** Learns which tokens there are, and who is signed in. To be asked once a second; blocks. */
    public void look() {
        tokens.look();
        sessions.look();
    }

    /** Deletes what was written down long ago. By one node; blocks. */
    public void deleteOld() {
        if (ledger.isFirstNode()) {
            deleteOverSessions();
        }
        settings.get().audit().ifPresent(kept -> {
            int deleted = Retention.PORTION;
            while (Retention.isWorthAnother(deleted) && ledger.isFirstNode()) {
                try {
                    deleted = ledger.audit()
                            .deleteBefore(ledger.now().minus(kept))
                            .join();
                } catch (CompletionException e) {
                    throw e.getCause() instanceof LedgerUnavailable away ? away : e;
                }
            }
        });
    }

    private void deleteOverSessions() {
        try {
            sessions.deleteOver();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerUnavailable away ? away : e;
        }
    }

    List<ApiPart> parts() {
        return List.of(
                new LoginApi(signIn, sessions, signInSettings),
                new SessionApi(sessions),
                new TokenApi(ledger, tokens, sessions),
                new AuditApi(ledger));
    }

    Optional<ProviderSignIn> providerSignIn() {
        return providerSignIn;
    }

    SignIn signIn() {
        return signIn;
    }

    AuditLog audit() {
        return audit;
    }

    Masking masking() {
        return masking;
    }
}
