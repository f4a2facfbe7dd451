package org.carbonaware.config;

import java.util.Optional;

/**
 * A setting as it stands after all layers.
 *
 * @param key its name, such as {@code job.deadline}
 * @param value its value in one line, {@code ***} for a secret; empty if there is none
 * @param otherwise what happens without a value
 * @param unit the unit of a number; empty if there is none
 * @param origin where the value is from; empty if there is none
 */
public record Setting(
    String key, Optional<String> value, String otherwise, String unit, Optional<Origin> origin) {
  /**
   * Whether a file, a variable or a flag has set it.
   *
   * @return false for defaults
   */
  public boolean isSet() {
    return origin.filter(from -> from.layer() != Origin.Layer.DEFAULT).isPresent();
  }
}
