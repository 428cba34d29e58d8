package dev.hookwright.cli;

import dev.hookwright.config.Workspace;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "provider",
        mixinStandardHelpOptions = true,
        description = {"Writes a sender that signs with HMAC; its examples are its test.", "It is providers/NAME.yaml."
        })
final class NewProviderCommand implements Callable<Integer> {
    private static final String SECRET = "hookwright-example";
    private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"order.created\"}";

    @Mixin
    private WorkspaceOptions options = new WorkspaceOptions();

    @Parameters(paramLabel = "NAME", description = "as endpoints.yaml is to call it")
    private String name = "";

    @Override
    public Integer call() throws GeneralSecurityException {
        NewFiles.checkName(name);
        Workspace workspace = options.newWorkspace();
        if (options.providers().find(name).isPresent()) {
            throw new CommandFailed(
                    ExitStatus.WRONG,
                    "there is a provider \"" + name + "\" already (see ./hookwright providers " + name + ")");
        }
        NewFiles files = new NewFiles(workspace);
        files.add(
                workspace.providers().resolve(name + ".yaml"),
                "provider.yaml",
                Map.of("name", name, "secret", SECRET, "signature", signature(), "body", BODY));
        files.write();
        System.err.println("Make it what the sender's documentation says; ./hookwright validate runs its examples.");
        return ExitStatus.DONE;
    }

    private static String signature() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
    }
}
