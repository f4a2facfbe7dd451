package org.carbonaware.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads moments: {@code 2024-01-01T00:00Z}, with any offset; without one, or only a day, in UTC.
 */
final class InstantConverter implements ITypeConverter<Instant> {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd['T'HH:mm[:ss][XXX]]")
      .withResolverStyle(ResolverStyle.STRICT);

  @Override
  public Instant convert(String text) {
    try {
      TemporalAccessor parsed =
          FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof OffsetDateTime time) {
        return time.toInstant();
      } else if (parsed instanceof LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
      }
      return LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text
          + "' is no time; expected one such as 2024-01-01T00:00Z, 2024-01-01T02:00+02:00 or"
          + " 2024-01-01");
    }
  }
}
