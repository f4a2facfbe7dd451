package org.carbonaware.grid;

import java.util.Locale;

/**
 * Where an intensity came from, how it is known, and how new the answer is.
 *
 * @param source the provider, file or model, for people to read; never blank, never holds a secret
 * @param kind how the value is known
 * @param freshness whether the source has just been asked or the answer was kept, and since when
 */
public record Provenance(String source, Kind kind, Freshness freshness) {
  /** How a value is known. */
  public enum Kind {
    /** Computed by the provider from metered generation. */
    MEASURED,
    /** Filled in by the provider or by us where metering is missing. */
    ESTIMATED,
    /** About a time that had not come when it was issued. */
    FORECAST,
    /** Taken from a model of a typical year or from an average, not from this day's grid. */
    ASSUMED;

    /**
     * The word used in files and reports.
     *
     * @return the lower-case name
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the source. */
  public Provenance {
    if (source.isBlank()) {
      throw new IllegalArgumentException(
          "provenance: source is blank; name the provider, file or model");
    }
  }

  /**
   * What a source says when it is asked: live, or static if it is assumed.
   *
   * @param source the provider, file or model
   * @param kind how the value is known
   */
  public Provenance(String source, Kind kind) {
    this(source, kind, kind == Kind.ASSUMED ? Freshness.STATIC : Freshness.LIVE);
  }

  /**
   * The same origin, with another age.
   *
   * @param other how new the answer is
   * @return this source and kind with that freshness
   */
  public Provenance withFreshness(Freshness other) {
    return other.equals(freshness) ? this : new Provenance(source, kind, other);
  }

  /**
   * The same origin without its age, to tell whether two answers differ in anything else.
   *
   * @return this source and kind; stale without an age if it is stale, static if it is, else live
   */
  public Provenance ageless() {
    return withFreshness(freshness.ageless());
  }
}
