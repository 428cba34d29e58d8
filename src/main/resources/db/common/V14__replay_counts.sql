-- How many events a replay has dealt with: in the end that is how many its filter took, however long a count takes.
ALTER TABLE replay ADD COLUMN taken BIGINT DEFAULT 0 NOT NULL;

-- As good as known, of those that are on their way.
UPDATE replay SET taken = started + skipped;
