package org.carbonaware.grid;

import java.util.Locale;

/**
 * Where an intensity came from and how it is known.
 *
 * @param source the provider, file or model, for people to read; never blank, never holds a secret
 * @param kind how the value is known
 */
public record Provenance(String source, Kind kind) {
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
}
