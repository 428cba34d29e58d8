package dev.hookwright.flow;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jsonata.JsonataComponent;
import org.apache.camel.component.jsonata.JsonataEndpoint;
import org.apache.camel.component.jsonata.JsonataInputOutputType;

/** Camel's jsonata, but it reads JSON text unless told otherwise: with Camel's own default, text gives silently nothing. */
final class TextJsonata extends JsonataComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        boolean said = parameters.containsKey("inputType");
        Endpoint endpoint = super.createEndpoint(uri, remaining, parameters);
        if (!said) {
            ((JsonataEndpoint) endpoint).setInputType(JsonataInputOutputType.JsonString);
        }
        return endpoint;
    }
}
