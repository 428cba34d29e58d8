package dev.hookwright.admin;

import java.util.List;

/** The operations about one kind of thing. */
public interface ApiPart {
    List<Operation> operations();
}
