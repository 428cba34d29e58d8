-- Who may use the admin API, and what was changed through it.

-- Only the digest of a token is kept; one that is revoked is deleted.
CREATE TABLE access_token (
  id           UUID PRIMARY KEY,
  name         VARCHAR(100) NOT NULL UNIQUE,
  role         VARCHAR(10) NOT NULL,         -- viewer operator admin
  begins       VARCHAR(20) NOT NULL,         -- its first characters, to tell it by
  digest       VARCHAR(64) NOT NULL UNIQUE,  -- SHA-256
  created_at   BIGINT NOT NULL,
  created_by   VARCHAR(100) NOT NULL,        -- the name of the token that made it
  expires_at   BIGINT,
  last_used_at BIGINT
);

CREATE TABLE audit (
  id         UUID PRIMARY KEY,
  at         BIGINT NOT NULL,
  caller     VARCHAR(100) NOT NULL,          -- the name of a token
  role       VARCHAR(10) NOT NULL,
  address    VARCHAR(100) NOT NULL,
  action     VARCHAR(200) NOT NULL,          -- method and path of the operation
  target     VARCHAR(1000) NOT NULL,         -- the path that was called
  reason     VARCHAR(1000),
  status     INT NOT NULL                    -- that it was answered with
);
