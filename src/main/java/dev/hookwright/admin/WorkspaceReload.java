package dev.hookwright.admin;

/** Loads the workspace that is served anew. */
public interface WorkspaceReload {
    /**
     * Reads the workspace anew and puts it to work, unless something is wrong with it: then all stays as it is. Blocks
     * for about a second.
     */
    ReloadResult reload();

    /** What became of the last reload; of the start, if there was none. */
    ReloadResult lastReload();
}
