-- Runs are listed by route, and by what they need a look for. That is nothing for one that succeeds at once: it keeps its
-- place in the index from its beginning to its end, where its status moved it each time.
DROP INDEX run_found;
ALTER TABLE run ADD COLUMN concern VARCHAR(10) GENERATED ALWAYS AS (CASE WHEN status = 'succeeded' OR status = 'ready' AND lane < 4 THEN '' WHEN status = 'ready' THEN 'held'
    ELSE status END) STORED;
CREATE INDEX run_list ON run (route, concern, event_id);
