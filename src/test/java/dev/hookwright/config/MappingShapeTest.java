package dev.hookwright.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A schema is made of a reader's own table, so that neither has a key that the other has not. */
class MappingShapeTest {
    @Test
    void every_key_is_described_once() {
        MappingShape shape = new MappingShape(Set.of("a", "b")).key("a", "The first.", Shape.text());
        assertThatThrownBy(shape::shape).hasMessageContaining("[b]");
        assertThatThrownBy(() -> shape.key("c", "No reader's.", Shape.text())).hasMessageContaining("c");
        assertThatThrownBy(() -> shape.key("a", "Again.", Shape.text())).hasMessageContaining("a");
        assertThat(shape.key("b", "The second.", Shape.flag())
                        .required("a")
                        .shape()
                        .json()
                        .toString())
                .isEqualTo("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
                        + "\"a\":{\"type\":[\"string\",\"number\",\"boolean\"],\"description\":\"The first.\"},"
                        + "\"b\":{\"type\":\"boolean\",\"description\":\"The second.\"}},\"required\":[\"a\"]}");
    }
}
