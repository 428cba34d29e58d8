package dev.hookwright.lint;

import dev.hookwright.config.YamlValue;

/** What any text of a route file is held to, wherever it stands. */
interface TextRule {
    void checkText(YamlValue text, RouteFile file, Findings findings);
}
