/** Gets by HTTPS what verification needs from providers. The only part of intake that calls anybody. */
@NullMarked
package dev.hookwright.download;

import org.jspecify.annotations.NullMarked;
