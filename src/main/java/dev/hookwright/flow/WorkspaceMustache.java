package dev.hookwright.flow;

import com.github.mustachejava.DefaultMustacheFactory;
import dev.hookwright.config.Workspace;
import dev.hookwright.lint.Partials;
import org.apache.camel.component.mustache.MustacheComponent;

/** Camel's mustache, but a template takes in others of the workspace alone. */
final class WorkspaceMustache extends MustacheComponent {
    WorkspaceMustache(Workspace workspace) {
        setMustacheFactory(new DefaultMustacheFactory(new Partials(workspace)));
    }
}
