-- The last entry of the journal whose changes are in these tables. Numbers that no older ledger's journal has.
CREATE TABLE journal_position (entry BIGINT NOT NULL);
INSERT INTO journal_position
  VALUES (CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) AS BIGINT) * 1000);
