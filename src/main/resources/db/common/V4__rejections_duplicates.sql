-- Rejections that can be explained and let in after all, and the deliveries that were duplicates.

-- What was refused, its body apart from the rest: lists read little, and much of it is never looked at.
CREATE TABLE rejection_body (
  rejection_id UUID PRIMARY KEY,
  bytes        BYTEA NOT NULL                -- its first MiB
);
INSERT INTO rejection_body (rejection_id, bytes) SELECT id, body FROM rejection;
ALTER TABLE rejection ADD COLUMN raw_query VARCHAR;
ALTER TABLE rejection ADD COLUMN body_length BIGINT DEFAULT 0 NOT NULL;   -- as it came; more than is kept if it was cut
ALTER TABLE rejection ADD COLUMN stored_bytes BIGINT DEFAULT 0 NOT NULL;  -- what it takes up, roughly
ALTER TABLE rejection ADD COLUMN event_id UUID;                           -- the event as which it was let in after all
UPDATE rejection SET body_length = OCTET_LENGTH(body),
  stored_bytes = OCTET_LENGTH(body) + OCTET_LENGTH(headers) + OCTET_LENGTH(query);
ALTER TABLE rejection DROP COLUMN body;

-- A delivery that was not stored because its event was there already. The last row of an event counts what is too many.
CREATE TABLE duplicate (
  id             UUID PRIMARY KEY,
  event_id       UUID NOT NULL,              -- the event that was first
  at             BIGINT NOT NULL,
  remote_address VARCHAR(100),
  deliveries     BIGINT NOT NULL             -- how many this row stands for
);
CREATE INDEX duplicate_event ON duplicate (event_id);
