-- What a node owns, for the others to take over when it is dead. H2 has one node, and no such index.
CREATE INDEX run_owner ON run (owner) WHERE owner IS NOT NULL;

-- Runs are found by their event. An index less to write for each.
ALTER TABLE run DROP CONSTRAINT run_pkey;
ALTER TABLE run ADD PRIMARY KEY (event_id, id);
DROP INDEX run_event;

-- On H2 rows stand in the order in which they came, which does as well.
CREATE INDEX claim_age ON claim (created_at);
