package dev.hookwright.alert;

import dev.hookwright.retry.Durations;
import java.time.Duration;
import java.util.List;

/** What an alert waits for. */
public sealed interface Condition {
    /** The word for it in {@code alerts.yaml}. */
    String kind();

    /** As it would be written there. */
    String value();

    /** The endpoints that it is about; all if there are none. */
    default List<String> endpoints() {
        return List.of();
    }

    /** All of it in a line. */
    default String text() {
        return kind() + ": " + value() + (endpoints().isEmpty() ? "" : ", endpoint: " + String.join(", ", endpoints()));
    }

    /** Whether what comes later adds to what came before; else it is the same trouble that lasts. */
    default boolean addsUp() {
        return false;
    }

    /** Whether the ledger counts it as it happens, so that none of it is missed. */
    default boolean isCounted() {
        return false;
    }

    /** Whether each node looks at something of its own. */
    default boolean isOfNode() {
        return false;
    }

    /**
     * A run went dead.
     *
     * @param routes only of these; of any if there are none
     */
    record DeadRuns(List<String> routes) implements Condition {
        static final String ANY = "any";

        @Override
        public String kind() {
            return "dead";
        }

        @Override
        public String value() {
            return routes.isEmpty() ? ANY : String.join(", ", routes);
        }

        @Override
        public boolean addsUp() {
            return true;
        }

        @Override
        public boolean isCounted() {
            return true;
        }

        boolean takes(String route) {
            return routes.isEmpty() || routes.contains(route);
        }
    }

    /**
     * So many requests were refused within a time.
     *
     * @param reasons only for these; for any if there are none
     */
    record Rejections(int count, Duration within, List<String> endpoints, List<String> reasons) implements Condition {
        @Override
        public String kind() {
            return "rejections";
        }

        @Override
        public String value() {
            return count + " in " + Durations.format(within);
        }

        @Override
        public String text() {
            return Condition.super.text() + (reasons.isEmpty() ? "" : ", reason: " + String.join(", ", reasons));
        }

        @Override
        public boolean addsUp() {
            return true;
        }
    }

    /** Nothing came to one of the endpoints for a time. */
    record Silence(Duration time, List<String> endpoints) implements Condition {
        @Override
        public String kind() {
            return "silent";
        }

        @Override
        public String value() {
            return Durations.format(time);
        }
    }

    /** A run that could go has not gone for a time. */
    record Backlog(Duration age) implements Condition {
        @Override
        public String kind() {
            return "backlog";
        }

        @Override
        public String value() {
            return Durations.format(age);
        }
    }

    /** Events are refused because the disk or the ledger is full. */
    record FullDisk() implements Condition {
        static final String FULL = "full";

        @Override
        public String kind() {
            return "disk";
        }

        @Override
        public String value() {
            return FULL;
        }

        @Override
        public boolean isOfNode() {
            return true;
        }
    }
}
