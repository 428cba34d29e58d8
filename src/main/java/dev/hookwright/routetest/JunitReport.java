package dev.hookwright.routetest;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes how tests came out as the XML that CI systems read, a file for each test file. */
public final class JunitReport {
    private final Path folder;
    private final UnaryOperator<String> redact;

    public JunitReport(Path folder, UnaryOperator<String> redact) {
        this.folder = folder;
        this.redact = redact;
    }

    public void write(List<TestResult> results) throws IOException {
        Files.createDirectories(folder);
        Map<String, List<TestResult>> byFile = results.stream()
                .collect(Collectors.groupingBy(TestResult::file, LinkedHashMap::new, Collectors.toList()));
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, List<TestResult>> file : byFile.entrySet()) {
            Files.writeString(
                    folder.resolve("TEST-" + name(file.getKey(), names) + ".xml"),
                    suite(file.getKey(), file.getValue()),
                    StandardCharsets.UTF_8);
        }
    }

    /** The file's, in letters that every system takes; with a number if another's is the same. */
    private static String name(String file, Set<String> taken) {
        String plain = file.replaceFirst("\\.test\\.yaml$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
        String name = plain;
        for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
            name = plain + "-" + number;
        }
        return name;
    }

    private String suite(String file, List<TestResult> results) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", file);
            xml.writeAttribute("tests", String.valueOf(results.size()));
            long failures = results.stream().filter(result -> !result.passed()).count();
            xml.writeAttribute("failures", String.valueOf(failures));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute(
                    "time",
                    seconds(results.stream()
                            .mapToLong(result -> result.took().toMillis())
                            .sum()));
            for (TestResult result : results) {
                testcase(xml, result);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("the report cannot be written: " + e.getMessage(), e);
        }
        return text + "\n";
    }

    private void testcase(XMLStreamWriter xml, TestResult result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.file());
        xml.writeAttribute("name", clean(result.name()));
        xml.writeAttribute("time", seconds(result.took().toMillis()));
        if (!result.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", clean(result.findings().get(0).what()));
            xml.writeAttribute("type", "expectation");
            xml.writeCharacters(clean(String.join("\n", TextReport.lines(result))));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1_000.0);
    }

    /** Without secrets, and without the characters that XML cannot hold. */
    private String clean(String text) {
        return redact.apply(text).replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
    }
}
