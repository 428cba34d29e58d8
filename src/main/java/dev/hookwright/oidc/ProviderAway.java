package dev.hookwright.oidc;

/** The identity provider does not answer, or not as it should. The message is what, in a few words. */
public final class ProviderAway extends Exception {
    private static final long serialVersionUID = 1L;

    ProviderAway(String what) {
        super(what);
    }
}
