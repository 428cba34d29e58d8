-- Secrets that senders named in handshakes. Anyone can name one: it counts for nothing until an operator confirms it.
CREATE TABLE captured_secret (
  id             UUID PRIMARY KEY,
  endpoint       VARCHAR(200) NOT NULL,
  digest         VARCHAR(64) NOT NULL,       -- SHA-256 of the secret
  secret         VARCHAR(500) NOT NULL,
  received_at    BIGINT NOT NULL,
  remote_address VARCHAR(100),
  confirmed_at   BIGINT,                     -- null while it counts for nothing
  UNIQUE (endpoint, digest)
);
