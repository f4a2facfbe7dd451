package org.carbonaware.cli;

import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment that may be given as a time or as a duration from now. */
final class Moment {
  private Moment() {}

  static Instant of(CommandLine command, String option, String text, Instant now) {
    try {
      return now.plus(new DurationConverter().convert(text));
    } catch (TypeConversionException e) {
      try {
        return new InstantConverter().convert(text);
      } catch (TypeConversionException neither) {
        throw new ParameterException(
            command,
            option + " '" + text
                + "': expected a duration such as 24h or a time such as 2024-01-01T00:00Z");
      }
    }
  }
}
