package org.carbonaware.grid;

import java.util.regex.Pattern;

/**
 * A grid zone: an area with one carbon intensity, named by a key such as {@code DE},
 * {@code US-CAL-CISO} or {@code SE-SE3}. The keys are those of Electricity Maps wherever it knows
 * the area. Immutable.
 *
 * @param key the zone's key, 1 to 40 letters, digits, {@code -} or {@code _}
 */
public record Zone(String key) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /** Checks the key. */
  public Zone {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("zone key \"" + key
          + "\": expected 1 to 40 letters, digits, '-' or '_', such as \"DE\" or \"US-CAL-CISO\"");
    }
  }

  /**
   * Names a zone.
   *
   * @param key the zone's key
   * @return the zone
   */
  public static Zone of(String key) {
    return new Zone(key);
  }

  /**
   * Whether a text may name a zone.
   *
   * @param text any text
   * @return true if {@link #of} would take it; not whether there is such a zone
   */
  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  @Override
  public String toString() {
    return key;
  }
}
