/** What an endpoint is: routes/endpoints.yaml, read and checked. */
@NullMarked
package dev.hookwright.endpoint;

import org.jspecify.annotations.NullMarked;
