package org.carbonaware.grid.document;

import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.http.HttpAnswer;
import org.carbonaware.grid.http.HttpLimits;
import org.carbonaware.grid.http.JsonExchange;
import org.jspecify.annotations.Nullable;

/** A document at an address, which is asked each time whether it changed. */
final class UrlOrigin implements Origin {
  private final String name;
  private final List<String> path;
  private final JsonExchange http;
  private final Basis basis;
  private final int maxBytes;
  private volatile @Nullable Kept kept;

  private record Kept(HttpAnswer answer, Document document) {}

  UrlOrigin(URI address, Basis basis, HttpLimits limits, InstantSource clock) {
    String whole = address.getPath() == null ? "" : address.getPath();
    this.path = segments(address);
    String last = whole.replaceFirst("/*$", "").replaceFirst("^.*/", "");
    this.name = last.isEmpty() ? String.valueOf(address.getHost()) : last;
    // An address with a query, which may hold a secret, is left whole to be refused.
    URI base = address.getRawQuery() == null ? address.resolve("/") : address;
    this.http = JsonExchange.keyless(name, base, limits, clock);
    this.basis = basis;
    this.maxBytes = limits.maxBytes();
  }

  /** Split before they are unescaped: some servers want a {@code %2F} within a segment. */
  private static List<String> segments(URI address) {
    String raw = address.getRawPath() == null ? "" : address.getRawPath();
    return Arrays.stream(raw.replaceFirst("^/", "").split("/", -1))
        .map(segment -> URI.create("/" + segment).getPath().substring(1))
        .toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Document document() {
    Kept before = kept;
    HttpAnswer answer = http.getIfChanged(path, before == null ? null : before.answer());
    if (before != null && answer == before.answer()) {
      return before.document();
    }
    Document document = Document.read(
        answer.body(),
        maxBytes,
        new Document.Terms(name, name, basis, false, holds -> answer.broken("sent " + holds)));
    kept = new Kept(answer, document);
    return document;
  }

  @Override
  public String toString() {
    return http.toString();
  }
}
