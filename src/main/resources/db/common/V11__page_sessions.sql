-- Who is signed in to the pages. Only the digest of the cookie is kept.
CREATE TABLE page_session (
  id           UUID PRIMARY KEY,
  digest       VARCHAR(64) NOT NULL UNIQUE,  -- SHA-256 of the cookie
  token_digest VARCHAR(64),                  -- of the token that was shown; null for a provider's word
  issuer       VARCHAR,                      -- the identity provider that said who it is
  caller       VARCHAR(100) NOT NULL,        -- who it is: the token's name, or what the provider said
  role         VARCHAR(10) NOT NULL,         -- viewer operator admin
  address      VARCHAR(100) NOT NULL,
  opened_at    BIGINT NOT NULL,
  seen_at      BIGINT NOT NULL               -- to the minute or so
);
CREATE INDEX page_session_token ON page_session (token_digest);
