package dev.hookwright.cli;

import java.util.ArrayList;
import java.util.List;

/** Where things stand in a JSON text, which may have comments and commas too many as editors' settings do. */
record JsonText(String text) {
    /** A name with its value, from one place of the text to another. */
    record Member(String name, int start, int valueStart, int valueEnd) {}

    /** The members of the object that begins at a place. */
    List<Member> members(int object) {
        List<Member> members = new ArrayList<>();
        int at = skip(object + 1);
        while (at < text.length() && text.charAt(at) == '"') {
            int nameEnd = valueEnd(at);
            int valueStart = skip(skip(nameEnd) + 1);
            int valueEnd = valueEnd(valueStart);
            members.add(new Member(text.substring(at + 1, nameEnd - 1), at, valueStart, valueEnd));
            at = skip(valueEnd);
            if (at < text.length() && text.charAt(at) == ',') {
                at = skip(at + 1);
            }
        }
        return members;
    }

    /** Behind white space and comments. */
    int skip(int from) {
        int at = from;
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\ufeff') {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private int valueEnd(int start) {
        char first = text.charAt(start);
        if (first == '"') {
            return stringEnd(start);
        }
        if (first != '{' && first != '[') {
            int at = start;
            while (at < text.length() && ",]}/ \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return at;
        }
        int depth = 0;
        int at = start;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                at = stringEnd(at);
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                at++;
            }
            at = depth > 0 ? skip(at) : at;
        } while (depth > 0);
        return at;
    }

    private int stringEnd(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
