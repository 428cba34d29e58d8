package dev.hookwright.oidc;

/** Somebody may not sign in so. The message is for them: a sentence. */
public final class SignInRefused extends Exception {
    private static final long serialVersionUID = 1L;

    SignInRefused(String why) {
        super(why);
    }
}
