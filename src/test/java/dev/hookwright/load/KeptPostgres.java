package dev.hookwright.load;

import dev.hookwright.testing.PostgresServer;
import java.nio.file.Path;

/** A PostgreSQL server in a folder, at a port, until the process is ended. {@code KeptPostgres FOLDER PORT [new]} */
public final class KeptPostgres {
    private KeptPostgres() {}

    public static void main(String[] arguments) throws InterruptedException {
        PostgresServer server = PostgresServer.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        if (arguments.length > 2) {
            System.out.println(server.newDatabase());
        }
        Thread.currentThread().join();
    }
}
