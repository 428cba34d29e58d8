package dev.hookwright.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever listens what this node has written. Costs nothing while nobody does. Listeners are called by the thread
 * that writes, which must never wait for them.
 */
public final class NewsDesk {
    private static final Logger LOG = LoggerFactory.getLogger(NewsDesk.class);

    private final List<Consumer<News>> listeners = new CopyOnWriteArrayList<>();

    NewsDesk() {}

    /** @return to be run when that is enough */
    public Runnable listen(Consumer<News> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void announce(List<Change<?>> written) {
        if (!listeners.isEmpty()) {
            written.forEach(change -> change.announce(this::tell));
        }
    }

    @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // a list that is copied when it is written
    private void tell(News news) {
        listeners.forEach(listener -> {
            try {
                listener.accept(news);
            } catch (RuntimeException e) {
                LOG.error("a listener failed: {}", e.toString());
            }
        });
    }
}
