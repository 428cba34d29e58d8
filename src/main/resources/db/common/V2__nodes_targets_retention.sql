-- Nodes that share a database, targets that want to be left alone, and what retention needs.

-- A node that is alive. Each of its transactions raises beat first: one that was declared dead can write nothing more.
CREATE TABLE node (
  id         VARCHAR(40) PRIMARY KEY,
  beat       BIGINT NOT NULL,
  started_at BIGINT NOT NULL
);

-- How often the run was begun with no end recorded: a run that takes its process down is not begun for ever.
ALTER TABLE run ADD COLUMN starts INT DEFAULT 0 NOT NULL;

-- A connector's target that is not to be called for a while.
CREATE TABLE target_rest (
  target   VARCHAR(300) PRIMARY KEY,
  until_at BIGINT NOT NULL,
  reason   VARCHAR NOT NULL
);

-- When retention deleted the payload, which may go before the event does.
ALTER TABLE event ADD COLUMN payload_deleted_at BIGINT;
