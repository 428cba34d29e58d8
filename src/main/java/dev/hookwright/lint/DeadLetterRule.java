package dev.hookwright.lint;

/** A run that fails is kept and tried again: what hands its failure on and ends well would take that away. */
final class DeadLetterRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        if (part.name().equals("deadLetterChannel")) {
            findings.error(
                    part.field().where(),
                    "a deadLetterChannel would take the run's failure away, and what it hands on is no step",
                    "leave it out: a run that fails for good is kept as dead; to tell somebody, use onException with handled"
                            + " and steps");
        }
    }
}
