package dev.hookwright.jq;

import java.util.ArrayList;
import java.util.regex.Pattern;

/** Whether an expression gives something a value, as {@code .status = "paid"} does. */
public final class JqAssignment {
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![=!<>|+*/%?-])=(?!=)");

    private JqAssignment() {}

    public static boolean isIn(String query) {
        return ASSIGNMENT.matcher(JqStrings.cut(query, new ArrayList<>())).find();
    }
}
