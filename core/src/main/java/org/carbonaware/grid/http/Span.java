package org.carbonaware.grid.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonaware.grid.GridException;

/**
 * A span of the past that a provider is asked about.
 *
 * @param from its start
 * @param to its end, exclusive; not after {@code from} means nothing
 */
public record Span(Instant from, Instant to) {
  /**
   * What has begun of a span.
   *
   * @param from its start
   * @param to its end, exclusive
   * @param now the present: a step that starts then has begun
   * @return a span that ends at {@code to}, or just after the present if that is earlier
   */
  public static Span begun(Instant from, Instant to, Instant now) {
    return new Span(from, to.isAfter(now) ? now.plusNanos(1) : to);
  }

  /**
   * Whether there is nothing in it.
   *
   * @return true if it does not end after its start
   */
  public boolean isEmpty() {
    return !from.isBefore(to);
  }

  /**
   * Makes sure that a provider is not asked for too much.
   *
   * @param longest the longest span that can be asked for
   * @param provider the provider's name for the message
   * @return this
   * @throws GridException lasting, if this is longer
   */
  public Span requireAtMost(Duration longest, String provider) {
    if (Duration.between(from, to).compareTo(longest) > 0) {
      throw GridException.lasting(provider + ": asked for "
          + Duration.between(from, to).toDays() + " days; expected at most " + longest.toDays());
    }
    return this;
  }

  /**
   * Cuts it into parts that follow one another.
   *
   * @param longest no part is longer; more than zero
   * @return the parts, the last of which may be shorter; none if this is empty
   */
  public List<Span> inPartsOf(Duration longest) {
    List<Span> parts = new ArrayList<>();
    Instant start = from;
    while (start.isBefore(to)) {
      Instant past = start.plus(longest).isBefore(to) ? start.plus(longest) : to;
      parts.add(new Span(start, past));
      start = past;
    }
    return parts;
  }
}
