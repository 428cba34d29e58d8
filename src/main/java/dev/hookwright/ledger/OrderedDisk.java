package dev.hookwright.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** The disk as H2 sees it through "ordered:" in its URL: the ledger's file is an {@link OrderedFile}. */
public final class OrderedDisk extends FilePathWrapper {
    private static final String SCHEME = "ordered";
    private static final String STORE = ".mv.db";

    static {
        FilePath.register(new OrderedDisk());
    }

    /** For H2, which makes one for each path. */
    public OrderedDisk() {}

    /** What stands in front of a file's path in H2's URL. */
    static String prefix() {
        return SCHEME + ":";
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = super.open(mode);
        boolean isStore = name.endsWith(STORE) && !mode.equals("r");
        return isStore ? new OrderedFile(file, getBase().toString()) : file;
    }
}
