package dev.hookwright.admin;

import dev.hookwright.config.Problem;
import java.time.Instant;
import java.util.List;

/**
 * What became of a reload.
 *
 * @param version of the files that were read
 * @param changes a line for each file that is not as it was
 * @param atNextStart settings that changed but count only then
 * @param problems why it was not done; none if it was
 */
public record ReloadResult(
        Instant at, String version, List<String> changes, List<String> atNextStart, List<Problem> problems) {}
