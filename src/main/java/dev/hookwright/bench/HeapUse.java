package dev.hookwright.bench;

import java.lang.management.ManagementFactory;

/** How much of this process' heap is in use, in bytes. */
final class HeapUse {
    private HeapUse() {}

    static long afterCollection() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
