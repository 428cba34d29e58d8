package dev.hookwright.config;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Stops where YAML is nested so deeply that whoever reads it by recursion would run out of stack. */
final class ShallowYaml implements Parser {
    private static final int DEEPEST = 200;

    private final Parser parser;
    private int depth;

    ShallowYaml(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> depth++;
            case MappingEnd, SequenceEnd -> depth--;
            default -> {
                // neither opens nor closes anything
            }
        }
        if (depth > DEEPEST) {
            throw new ParserException("more than " + DEEPEST + " levels in one another", event.getStartMark());
        }
        return event;
    }
}
