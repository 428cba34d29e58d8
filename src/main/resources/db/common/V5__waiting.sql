-- Runs that wait: for those of their route before them, or for a time that a route has set; and what fired when.

ALTER TABLE run ADD COLUMN order_key VARCHAR(400);      -- the runs of a route that have the same go one after another

-- Those of them that have not ended. The first of a route and key is the one that may be at work.
CREATE TABLE run_order (
  route     VARCHAR(200) NOT NULL,
  order_key VARCHAR(400) NOT NULL,
  place     SMALLINT NOT NULL,                          -- -1 begun, 0 live, 1 replay
  turn      BIGINT NOT NULL,                            -- of the transaction that appended it
  run_id    UUID NOT NULL,                              -- the order within a transaction
  event_id  UUID NOT NULL,
  PRIMARY KEY (route, order_key, place, turn, run_id)
);
CREATE INDEX run_order_run ON run_order (run_id);
CREATE INDEX run_order_turn ON run_order (turn);

-- Runs that a step of another run started: later:NAME.
CREATE TABLE later (
  event_id   UUID NOT NULL,
  run_id     UUID NOT NULL,
  started_by UUID NOT NULL,                             -- the run that did
  later_key  VARCHAR(400),                              -- under which it waits, and can be cancelled
  PRIMARY KEY (event_id, run_id)
);
CREATE INDEX later_by_key ON later (later_key);

-- The body that such a run begins with, where it is not the event's.
CREATE TABLE run_body (
  event_id UUID NOT NULL,
  run_id   UUID NOT NULL,
  part     INT NOT NULL,                                -- from 0, each at most 1 MiB
  bytes    BYTEA NOT NULL,
  PRIMARY KEY (event_id, run_id, part)
);

-- When a route that a timer starts was last started.
CREATE TABLE firing (
  route    VARCHAR(200) PRIMARY KEY,
  schedule VARCHAR(400) NOT NULL,                       -- another schedule begins anew
  fired_at BIGINT NOT NULL
);
