-- Counts that stop early, and what is left of events that retention has deleted.

-- 0: a count that takes long was not waited for, and the filter took at least so many as are in "matched".
ALTER TABLE replay ADD COLUMN matched_all SMALLINT DEFAULT 1 NOT NULL;

DELETE FROM edited_event
 WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.id = edited_event.source_event_id);
