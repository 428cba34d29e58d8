-- Claims are numbered: 24 bits that grow with time, then 40 bits of the SHA-256 of what is claimed. There is no index
-- over the keys, which come in no order: the node knows in memory which numbers there are.
ALTER TABLE claim DROP PRIMARY KEY;
ALTER TABLE claim RENAME TO claim_by_key;
CREATE TABLE claim (
  id         BIGINT PRIMARY KEY,
  scope      VARCHAR(210) NOT NULL,
  claim_key  VARCHAR(400) NOT NULL,
  event_id   UUID NOT NULL,
  route      VARCHAR(200) NOT NULL,
  created_at BIGINT NOT NULL
);
INSERT INTO claim (id, scope, claim_key, event_id, route, created_at)
  SELECT (1 + place / 32768 * 8 + ROW_NUMBER() OVER (PARTITION BY place / 32768, hash ORDER BY place) - 1) * 1099511627776
      + hash, scope, claim_key, event_id, route, created_at
    FROM (SELECT ROW_NUMBER() OVER (ORDER BY _rowid_) - 1 AS place,
        CAST(X'000000' || SUBSTRING(HASH('SHA-256', STRINGTOUTF8(scope || U&'\000a' || claim_key)) FROM 1 FOR 5)
          AS BIGINT) AS hash, scope, claim_key, event_id, route, created_at FROM claim_by_key) AS numbered;
DROP TABLE claim_by_key;
