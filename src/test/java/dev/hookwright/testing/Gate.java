package dev.hookwright.testing;

import java.util.concurrent.CountDownLatch;

/** Holds up whoever comes to it until it is opened: a vendor that does not answer yet, or never. */
public final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits here, as one that is held up. */
    public void pass() {
        reached.countDown();
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until somebody is held up. */
    public void awaitReached() throws InterruptedException {
        reached.await();
    }

    /** From now on all may pass. */
    public void open() {
        opened.countDown();
    }
}
