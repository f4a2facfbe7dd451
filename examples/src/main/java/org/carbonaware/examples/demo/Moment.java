package org.carbonaware.examples.demo;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads moments in ISO-8601 with or without seconds: {@code 2021-06-15T12:00Z}. */
final class Moment implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "\"" + text + "\" is no moment; expected such as 2021-06-15T12:00Z");
    }
  }
}
