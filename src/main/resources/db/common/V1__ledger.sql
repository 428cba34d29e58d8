-- The ledger. Times are milliseconds since 1970 (UTC). One schema for H2 (PostgreSQL mode) and PostgreSQL.

-- One accepted delivery, never changed.
CREATE TABLE event (
  id              UUID PRIMARY KEY,          -- UUIDv7: sorts by time of acceptance
  endpoint        VARCHAR(200) NOT NULL,
  provider        VARCHAR(200) NOT NULL,
  type            VARCHAR(400),
  dedup_key       VARCHAR(400),
  received_at     BIGINT NOT NULL,
  remote_address  VARCHAR(100),
  headers         VARCHAR NOT NULL,          -- JSON object, names in lower case
  query           VARCHAR NOT NULL,          -- JSON object
  body            BYTEA NOT NULL,            -- its first MiB
  body_parts      INT NOT NULL,              -- how many further parts stand in body_part
  source_event_id UUID                       -- the event whose body was edited and sent again as this one
);

-- What is left of a body that is longer than the 1 MiB a column holds.
CREATE TABLE body_part (
  event_id UUID NOT NULL,
  part     INT NOT NULL,                     -- from 1
  bytes    BYTEA NOT NULL,
  PRIMARY KEY (event_id, part)
);

-- Who was first. Backs event dedup and the idempotent repository alike.
CREATE TABLE claim (
  scope      VARCHAR(210) NOT NULL,
  claim_key  VARCHAR(400) NOT NULL,
  event_id   UUID NOT NULL,
  route      VARCHAR(200) NOT NULL,          -- of an idempotent repository's key: the route that holds it; else ''
  created_at BIGINT NOT NULL,
  PRIMARY KEY (scope, claim_key)
);

-- One event going through one route.
CREATE TABLE run (
  id         UUID PRIMARY KEY,
  event_id   UUID NOT NULL,
  route      VARCHAR(200) NOT NULL,
  status     VARCHAR(10) NOT NULL,           -- ready running waiting succeeded dead cancelled
  lane       SMALLINT NOT NULL,              -- 0 live, 1 replay: replays go behind
  attempt    INT NOT NULL,                   -- how many times it was driven, the present time included
  failures   INT NOT NULL,                   -- of these, how many failed since it was last made ready by hand
  due_at     BIGINT NOT NULL,                -- when it may go next, while ready or waiting
  owner      VARCHAR(40),                    -- the node that works on it
  error      VARCHAR,                        -- of the last attempt that failed
  created_at BIGINT NOT NULL,
  ended_at   BIGINT
);
CREATE INDEX run_event ON run (event_id);
CREATE INDEX run_queue ON run (status, lane, due_at);

-- One try of a step. The one that succeeded holds the result, which stands in when the run is driven again.
CREATE TABLE attempt (
  run_id      UUID NOT NULL,
  step_key    VARCHAR(400) NOT NULL,         -- stable between starts
  number      INT NOT NULL,                  -- from 1
  step_id     VARCHAR(400) NOT NULL,         -- what people call the step
  connector   VARCHAR(200) NOT NULL,
  at          BIGINT NOT NULL,
  duration_ms BIGINT NOT NULL,
  outcome     VARCHAR(12) NOT NULL,          -- succeeded retry failed
  status_code INT,
  error       VARCHAR,
  response    VARCHAR,                       -- excerpt
  result      BYTEA,
  PRIMARY KEY (run_id, step_key, number)
);

-- A request that was refused.
CREATE TABLE rejection (
  id             UUID PRIMARY KEY,
  endpoint       VARCHAR(200) NOT NULL,
  at             BIGINT NOT NULL,
  status         INT NOT NULL,
  code           VARCHAR(60) NOT NULL,
  reason         VARCHAR NOT NULL,
  method         VARCHAR(20) NOT NULL,
  remote_address VARCHAR(100),
  headers        VARCHAR NOT NULL,
  query          VARCHAR NOT NULL,
  body           BYTEA NOT NULL              -- its beginning
);
