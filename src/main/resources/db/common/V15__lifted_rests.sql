-- Rests of targets that were ended by hand: until the runs that wait because of them have gone.
CREATE TABLE lifted_rest (
  target    VARCHAR(300) NOT NULL,
  lifted_at BIGINT NOT NULL,
  reason    VARCHAR NOT NULL,
  PRIMARY KEY (target, lifted_at)
);
