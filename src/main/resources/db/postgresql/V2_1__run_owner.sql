-- What a node owns, for the others to take over when it is dead. H2 has one node, and no such indexes.
CREATE INDEX run_owner ON run (owner) WHERE owner IS NOT NULL;
