-- Events found by what they are and by what became of them, replays by filter, paused routes.

-- Lists with a filter, newest first, without reading what does not fit.
CREATE INDEX event_kind ON event (endpoint, type, id);
CREATE INDEX run_found ON run (route, status, event_id);

-- Which events were sent again with an edited body, as which.
CREATE TABLE edited_event (
  source_event_id UUID NOT NULL,
  event_id        UUID NOT NULL,
  PRIMARY KEY (source_event_id, event_id)
);
INSERT INTO edited_event (source_event_id, event_id)
  SELECT source_event_id, id FROM event WHERE source_event_id IS NOT NULL;

-- A replay of all events that a filter takes, oldest first.
CREATE TABLE replay (
  id           UUID PRIMARY KEY,
  status       VARCHAR(10) NOT NULL,         -- running done cancelled
  filter_words VARCHAR NOT NULL,             -- JSON object
  failed_only  SMALLINT NOT NULL,            -- 1: only what failed; 0: from the start
  route        VARCHAR(200),
  rate         INT NOT NULL,                 -- events a second
  matched      BIGINT NOT NULL,              -- when it was asked for
  reached      UUID NOT NULL,                -- all events up to this one were dealt with
  started      BIGINT NOT NULL,              -- runs
  skipped      BIGINT NOT NULL,              -- events
  succeeded    BIGINT NOT NULL,              -- of the runs that were started and have ended
  failed       BIGINT NOT NULL,
  failures     VARCHAR NOT NULL,             -- JSON object: an event's id, and why; the first ones
  created_at   BIGINT NOT NULL,
  ended_at     BIGINT
);

-- A run that a replay started and that has not ended, or not been counted.
CREATE TABLE replay_run (
  replay_id UUID NOT NULL,
  event_id  UUID NOT NULL,
  run_id    UUID NOT NULL,
  PRIMARY KEY (replay_id, event_id, run_id)
);

-- A route whose runs are held: ready, with 4 added to their lane, so that the queue passes them over.
CREATE TABLE paused_route (
  route      VARCHAR(200) PRIMARY KEY,
  paused_at  BIGINT NOT NULL,
  resumed_at BIGINT                          -- its runs are being let go since then
);

-- Runs that were cancelled lately: who is at work on one looks here.
CREATE TABLE cancelled_run (
  run_id UUID PRIMARY KEY,
  at     BIGINT NOT NULL
);
