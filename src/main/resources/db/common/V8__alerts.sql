-- How the alerts of the workspace stand, and the runs that died and that no alert has counted yet.

CREATE TABLE alert (
  name          VARCHAR(100) NOT NULL,
  node          VARCHAR(400) NOT NULL,       -- whose disk it is about; '' where it is about what all nodes share
  terms         VARCHAR NOT NULL,            -- what it waits for; other terms begin anew
  watched_since BIGINT NOT NULL,
  firing_since  BIGINT,                      -- null while it is quiet
  sent_at       BIGINT,                      -- the last message
  counted       BIGINT NOT NULL,             -- since that message
  told          BIGINT NOT NULL,             -- in the messages since it fires
  examples      VARCHAR NOT NULL,            -- JSON array: the first ones of those counted
  version       BIGINT NOT NULL,             -- raised with each change: of several nodes one makes it
  PRIMARY KEY (name, node)
);

-- Written with a run's end, so that no alarm is lost; deleted when it is counted.
CREATE TABLE dead_run (
  run_id   UUID PRIMARY KEY,
  event_id UUID NOT NULL,
  route    VARCHAR(200) NOT NULL,
  at       BIGINT NOT NULL
);
