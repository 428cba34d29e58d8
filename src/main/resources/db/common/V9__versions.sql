-- Which text of its route a run went through, and what its steps were sent.

-- The texts of routes that have been at work. Kept while runs refer to them.
CREATE TABLE route_version (
  route      VARCHAR(200) NOT NULL,
  version    BIGINT NOT NULL,               -- the first 48 bits of the text's SHA-256: each node finds the same
  yaml       VARCHAR NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen  BIGINT NOT NULL,               -- when a node last had it at work, to within some minutes
  PRIMARY KEY (route, version)
);

-- Of the route when the run was last driven; null before that, and of runs from before versions were recorded.
ALTER TABLE run ADD COLUMN version BIGINT;

-- What the route handed to the step, without secrets: JSON object of parameters, headers, body.
ALTER TABLE attempt ADD COLUMN request VARCHAR;
