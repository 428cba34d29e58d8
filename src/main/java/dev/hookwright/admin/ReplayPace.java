package dev.hookwright.admin;

/** How many events a replay may take up now. What it leaves for a second is lost. */
final class ReplayPace {
    private static final double NANOS = 1e9;

    private final int rate;
    private double room;
    private long lookedAt;

    ReplayPace(int rate, long now) {
        this.rate = rate;
        this.lookedAt = now;
        this.room = 1;
    }

    int room(long now) {
        room = Math.min(rate, room + rate * ((now - lookedAt) / NANOS));
        lookedAt = now;
        return (int) room;
    }

    void take(int events) {
        room -= events;
    }
}
