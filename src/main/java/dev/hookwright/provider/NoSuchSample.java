package dev.hookwright.provider;

/** There is no sample of that name. The message says which was meant, or where they are listed. */
public final class NoSuchSample extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchSample(String message) {
        super(message);
    }
}
