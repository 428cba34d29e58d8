package dev.hookwright.flow;

import com.github.mustachejava.DefaultMustacheFactory;
import dev.hookwright.config.ReadableFiles;
import dev.hookwright.lint.Partials;
import org.apache.camel.component.mustache.MustacheComponent;

/** Camel's mustache, but a template takes in only what a route may read. */
final class WorkspaceMustache extends MustacheComponent {
    WorkspaceMustache(ReadableFiles readable) {
        setMustacheFactory(new DefaultMustacheFactory(new Partials(readable)));
    }
}
