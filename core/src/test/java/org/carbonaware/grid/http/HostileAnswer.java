package org.carbonaware.grid.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * What a hostile or broken server sends.
 *
 * @param name what it is, in words
 * @param kind what has to come of it
 * @param expected what the message must have in it; of figures, that of the exchange itself
 * @param bytes writes it
 */
record HostileAnswer(String name, Kind kind, String expected, Bytes bytes) {
  /** What has to come of an answer. */
  enum Kind {
    /** Refused by the exchange, whoever asks. */
    REFUSED,
    /** The same, after the time that a question may take. */
    SLOW,
    /** Understood by each provider's source in its own way, but never as an impossible figure. */
    FIGURE
  }

  /** Writes an answer, ready to be cut off at any time. */
  interface Bytes {
    void write(OutputStream out, AskedProvider provider, String request)
        throws IOException, InterruptedException;
  }

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String JSON = OK + "Content-Type: application/json\r\n";
  private static final String CLOSE = JSON + "Connection: close\r\n\r\n";
  private static final String CHUNKED = JSON + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String GZIP = JSON + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n";
  private static final int BELOW_LIMIT = 4_000_000;
  private static final int DRIPS_MILLIS = 20;
  private static final Map<String, String> FIGURES = new TreeMap<>(Map.ofEntries(
      Map.entry("no number (NaN)", "NaN"),
      Map.entry("Infinity", "Infinity"),
      Map.entry("1e308", "1e308"),
      Map.entry("minus 1e308", "-1e308"),
      Map.entry("1e999", "1e999"),
      Map.entry("1e999999999", "1e999999999"),
      Map.entry("1e-999", "1e-999"),
      Map.entry("minus 300", "-300"),
      Map.entry("30000", "30000"),
      Map.entry("of 900 digits", "9".repeat(900)),
      Map.entry("a text of digits", "\"300\""),
      Map.entry("an empty text", "\"\""),
      Map.entry("true", "true"),
      Map.entry("a list", "[]"),
      Map.entry("an object", "{}"),
      Map.entry("null", "null")));
  private static final String TOO_MUCH = "sent more than 4194304 bytes";
  private static final String NONE = "did not answer: ";

  String path() {
    return name.replaceAll("[^A-Za-z0-9]+", "-");
  }

  static List<HostileAnswer> all() {
    List<HostileAnswer> all = new ArrayList<>();
    sizes(all);
    protocol(all);
    words(all);
    slow(all);
    json(all);
    FIGURES.forEach((name, figure) -> all.add(new HostileAnswer(
        "a figure that is " + name,
        Kind.FIGURE,
        "",
        (out, provider, request) -> json(out, provider.answer(figure)))));
    return all;
  }

  private static void add(List<HostileAnswer> all, String name, String expected, Bytes bytes) {
    all.add(new HostileAnswer(name, Kind.REFUSED, expected, bytes));
  }

  private static void add(List<HostileAnswer> all, String name, String expected, String text) {
    add(all, name, expected, (out, provider, request) -> out.write(latin(text)));
  }

  private static void sizes(List<HostileAnswer> all) {
    add(all, "a body of 64 MiB", TOO_MUCH, (out, provider, request) -> {
      out.write(latin(JSON + "Content-Length: " + (64 << 20) + "\r\n\r\n"));
      endless(out, " ");
    });
    add(all, "a body that never ends", TOO_MUCH, (out, provider, request) -> {
      out.write(latin(CLOSE));
      endless(out, " ");
    });
    add(all, "chunks that never end", TOO_MUCH, (out, provider, request) -> {
      out.write(latin(CHUNKED));
      endless(out, "1000\r\n" + " ".repeat(4096) + "\r\n");
    });
    add(all, "chunks of one byte", TOO_MUCH, (out, provider, request) -> {
      out.write(latin(CHUNKED));
      endless(out, "1\r\n \r\n");
    });
    add(all, "a chunk's extension that never ends", TOO_MUCH, (out, provider, request) -> {
      out.write(latin(CHUNKED + "5;"));
      endless(out, "x");
    });
    add(all, "trailers that never end", NONE, (out, provider, request) -> {
      out.write(latin(CHUNKED + "2\r\n{}\r\n0\r\n"));
      endless(out, "X-Trailer: x\r\n");
    });
    add(all, "headers that never end", NONE, (out, provider, request) -> {
      out.write(latin(OK));
      endless(out, "X-Header: x\r\n");
    });
    add(all, "a header that never ends", NONE, (out, provider, request) -> {
      out.write(latin(OK + "X-Header: "));
      endless(out, "x");
    });
    add(all, "a status line that never ends", NONE, (out, provider, request) -> endless(out, "H"));
    add(
        all,
        "interim answers that never end",
        "",
        (out, provider, request) -> endless(out, "HTTP/1.1 100 Continue\r\n\r\n"));
    add(
        all,
        "early hints that never end",
        "",
        (out, provider, request) -> endless(out, "HTTP/1.1 103 Early Hints\r\n\r\n"));
    add(all, "a gzip bomb", TOO_MUCH, (out, provider, request) -> {
      out.write(latin(GZIP));
      try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
        endless(packed, " ".repeat(1 << 16), 1 << 14);
      }
    });
    add(all, "a gzip bomb in a gzip bomb", "", (out, provider, request) -> {
      out.write(latin(GZIP));
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      try (GZIPOutputStream packed = new GZIPOutputStream(inner)) {
        endless(packed, " ".repeat(1 << 16), 1 << 10);
      }
      try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
        packed.write(inner.toByteArray());
      }
    });
    add(all, "a gzip header's name that never ends", TOO_MUCH, (out, provider, request) -> {
      out.write(latin(GZIP));
      out.write(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0});
      endless(out, "x");
    });
    add(all, "gzip that is none", NONE, GZIP + "{}");
  }

  private static void protocol(List<HostileAnswer> all) {
    add(all, "nothing", NONE, "");
    add(all, "half a status line", NONE, "HTTP/1.1 2");
    add(all, "a body and no head", NONE, "{\"carbonIntensity\": 300}\r\n");
    add(all, "the bytes of TLS", NONE, "\u0016\u0003\u0001\u0000\u00a5\u0001\r\n\r\n");
    add(all, "the preface of HTTP/2", NONE, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    add(
        all,
        "an upgrade nobody asked for",
        "",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    add(all, "no content, with content", NONE, "HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\n{}");
    add(all, "not modified, unasked", "HTTP 304", "HTTP/1.1 304 Not Modified\r\n\r\n");
    add(all, "a length below nothing", "", JSON + "Content-Length: -5\r\n\r\n{}");
    add(all, "a length beyond all", "", JSON + "Content-Length: " + "9".repeat(30) + "\r\n\r\n{");
    add(
        all,
        "two lengths",
        "",
        JSON + "Content-Length: 2\r\nContent-Length: 900\r\nConnection: close\r\n\r\n{");
    add(all, "a chunk longer than any", NONE, CHUNKED + "f".repeat(17) + "\r\n{}\r\n");
    add(all, "a chunk of no number", NONE, CHUNKED + "xyz\r\n{}\r\n");
    for (String target : List.of(
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "https://elsewhere.example/",
        "//elsewhere.example/x",
        "javascript:alert(1)",
        "/" + "x".repeat(100_000),
        "\u0000\u0007")) {
      String shown = target.length() > 50 ? "a long path" : target.replace("\u0000\u0007", "NUL");
      add(
          all,
          "a redirect to " + shown,
          "which is not followed",
          "HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
    }
    add(
        all,
        "a thousand challenges",
        "HTTP 401",
        "HTTP/1.1 401 No\r\n" + "WWW-Authenticate: Basic realm=\"x\"\r\n".repeat(1000)
            + "Content-Length: 0\r\n\r\n");
    add(all, "a proxy's challenge", "", "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
    add(
        all,
        "come back at once, for ever",
        "HTTP 503",
        "HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
    add(all, "come back in 10^20 seconds", "HTTP 429", later("1" + "0".repeat(20)));
    add(
        all,
        "come back in the year 999999999",
        "HTTP 429",
        later("Tue, 14 May 999999999 10:20:00 GMT"));
  }

  private static String later(String when) {
    return "HTTP/1.1 429 No\r\nRetry-After: " + when + "\r\nContent-Length: 0\r\n\r\n";
  }

  /** Texts that go into a message. */
  private static void words(List<HostileAnswer> all) {
    String steering = "\u001b[2J\u001b]0;owned\u0007\u0000" + "x".repeat(100_000);
    add(all, "a status line that steers a terminal", NONE, steering + "\r\n\r\n");
    add(
        all,
        "an error that steers a terminal",
        "HTTP 500",
        "HTTP/1.1 500 No\r\nConnection: close\r\n\r\n" + steering);
    add(all, "an error of a million words", "HTTP 500", (out, provider, request) -> {
      out.write(latin("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n{\"errors\":{\"a\":[\"w\""));
      for (int i = 0; i < 200_000; i++) {
        out.write(latin(",\"w" + i + "\""));
      }
      out.write(latin("]}}"));
    });
    add(
        all,
        "an error that repeats the question",
        "HTTP 500",
        (out, provider, request) ->
            out.write(latin("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n" + request)));
    add(
        all,
        "a status line that repeats the question",
        NONE,
        (out, provider, request) -> out.write(latin(request.replace("\r\n", " ") + "\r\n\r\n")));
  }

  /** Slowness itself is the answer here: nobody waits for these sleeps to be over. */
  private static void slow(List<HostileAnswer> all) {
    slow(all, "a silence", (out, provider, request) -> Thread.sleep(60_000));
    slow(all, "a status line, byte by byte", (out, provider, request) -> drip(out, OK, "X"));
    slow(all, "headers, byte by byte", (out, provider, request) -> {
      out.write(latin(OK));
      drip(out, "", "X: y\r\n");
    });
    slow(all, "a body, byte by byte", (out, provider, request) -> {
      out.write(latin(CLOSE));
      drip(out, "[", "1,");
    });
    slow(all, "chunks, byte by byte", (out, provider, request) -> {
      out.write(latin(CHUNKED));
      drip(out, "", "1\r\n \r\n");
    });
  }

  private static void slow(List<HostileAnswer> all, String name, Bytes bytes) {
    all.add(new HostileAnswer(name, Kind.SLOW, NONE, bytes));
  }

  private static void json(List<HostileAnswer> all) {
    json(all, "nested lists", "[".repeat(BELOW_LIMIT));
    json(all, "nested objects", "{\"a\":".repeat(BELOW_LIMIT / 5));
    json(all, "small lists", "[" + "[],".repeat(BELOW_LIMIT / 3) + "1]");
    json(all, "names", "{" + "\"a\":1,".repeat(BELOW_LIMIT / 6) + "\"a\":1}");
    json(all, "one long number", "[" + "9".repeat(BELOW_LIMIT) + "]");
    json(all, "one long name", "{\"" + "x".repeat(BELOW_LIMIT) + "\":1}");
    json(all, "one long text", "{\"" + "a\":\"" + "x".repeat(BELOW_LIMIT) + "\"}");
    json(all, "zeros", "\0".repeat(BELOW_LIMIT));
    json(all, "blanks", " ".repeat(BELOW_LIMIT));
    json(all, "a byte order mark", "\u00ef\u00bb\u00bf");
    encoded(all, "another charset (Latin-1)", StandardCharsets.ISO_8859_1);
    encoded(all, "another charset (UTF-16)", StandardCharsets.UTF_16);
    encoded(all, "another charset (UTF-32)", Charset.forName("UTF-32"));
  }

  private static void json(List<HostileAnswer> all, String name, String text) {
    add(all, name, "sent ", (out, provider, request) -> json(out, text));
  }

  private static void encoded(List<HostileAnswer> all, String name, Charset charset) {
    add(all, name, "", (out, provider, request) -> {
      out.write(latin(CLOSE));
      out.write("[\"f\u00fcr \u00df \ud83d\ude00 \uffff\"]".getBytes(charset));
    });
  }

  /** A good head and a text, each char a byte. */
  static void json(OutputStream out, String text) throws IOException {
    out.write(latin(JSON + "Connection: close\r\nContent-Length: " + text.length() + "\r\n\r\n"));
    out.write(latin(text));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Until the other side has had enough, or 1 GiB. */
  private static void endless(OutputStream out, String text) throws IOException {
    String block = text.repeat(1 + (1 << 16) / text.length());
    endless(out, block, (1 << 30) / block.length());
  }

  private static void endless(OutputStream out, String block, int times) throws IOException {
    byte[] bytes = latin(block);
    for (int i = 0; i < times; i++) {
      out.write(bytes);
    }
  }

  /** For a minute, or until the other side has had enough. */
  private static void drip(OutputStream out, String first, String then)
      throws IOException, InterruptedException {
    String text = first + then.repeat(60_000 / DRIPS_MILLIS);
    for (int i = 0; i < 60_000 / DRIPS_MILLIS; i++) {
      out.write(text.charAt(i));
      out.flush();
      Thread.sleep(DRIPS_MILLIS);
    }
  }
}
