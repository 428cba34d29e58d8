package dev.hookwright.sandbox;

import java.util.List;
import java.util.Map;

/** What arrived, as a page that holds text and nothing that acts. */
final class RequestsPage {
    private static final int MOST = 200;
    private static final int LONGEST_BODY = 4_000;
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Sandbox</title>
            <style>
            body { font: 15px system-ui, sans-serif; margin: 2rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-top: 1px solid #ccc; }
            pre { white-space: pre-wrap; word-break: break-word; margin: 0; max-height: 12rem; overflow: auto; }
            </style>
            </head>
            <body>
            """;

    private RequestsPage() {}

    static Reply of(Journal journal) {
        StringBuilder page = new StringBuilder(HEAD);
        List<Received> requests = journal.requests().all();
        page.append("<h1>Requests</h1>\n<p>The newest first, ")
                .append(Math.min(MOST, requests.size()))
                .append(" of ")
                .append(requests.size())
                .append(". Load the page again to see what came since.</p>\n")
                .append("<table>\n<tr><th>time</th><th>vendor</th><th>request</th><th>answer</th><th>body</th></tr>\n");
        for (int i = requests.size() - 1; i >= Math.max(0, requests.size() - MOST); i--) {
            Received request = requests.get(i);
            row(
                    page,
                    request.at().toString(),
                    request.vendor(),
                    request.method() + " " + request.path() + request.query(),
                    String.valueOf(request.status()),
                    request.body());
        }
        page.append("</table>\n<h1>Mails</h1>\n<table>\n")
                .append("<tr><th>time</th><th>from</th><th>to</th><th>subject</th><th>source</th></tr>\n");
        List<Mail> mails = journal.mails().all();
        for (int i = mails.size() - 1; i >= Math.max(0, mails.size() - MOST); i--) {
            Mail mail = mails.get(i);
            row(page, mail.at().toString(), mail.from(), mail.to(), mail.subject(), mail.source());
        }
        page.append("</table>\n</body>\n</html>\n");
        return new Reply(
                200,
                Map.of(
                        "Content-Type", "text/html; charset=utf-8",
                        "Content-Security-Policy", "default-src 'none'; style-src 'self' 'unsafe-inline'",
                        "X-Content-Type-Options", "nosniff",
                        "Cache-Control", "no-store"),
                page.toString());
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("<tr>");
        for (int i = 0; i < cells.length; i++) {
            String text = cells[i].length() > LONGEST_BODY ? cells[i].substring(0, LONGEST_BODY) + "..." : cells[i];
            boolean isLast = i == cells.length - 1;
            page.append(isLast ? "<td><pre>" : "<td>").append(escaped(text)).append(isLast ? "</pre></td>" : "</td>");
        }
        page.append("</tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
