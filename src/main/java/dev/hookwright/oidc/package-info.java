/** Signing in with an identity provider, by OpenID Connect: authorization code with PKCE. Knows nothing of pages. */
@NullMarked
package dev.hookwright.oidc;

import org.jspecify.annotations.NullMarked;
