package dev.hookwright.lint;

/** A loadBalance says by what it chooses. */
final class LoadBalanceRule implements Rule {
    @Override
    public void check(Part part, RouteFile file, Findings findings) {
        boolean isBalance = part.isStep() && part.name().equals("loadBalance");
        if (isBalance
                && part.value().fields().stream()
                        .noneMatch(field -> KeyName.of(field.name()).endsWith("LoadBalancer"))) {
            findings.error(
                    part.field().where(),
                    "loadBalance does not say by what it chooses",
                    "add failoverLoadBalancer: {}, which takes the next step where one fails");
        }
    }
}
