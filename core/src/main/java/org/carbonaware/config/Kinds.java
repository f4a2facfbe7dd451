package org.carbonaware.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.http.ApiKey;

/** The kinds of values that settings have. */
final class Kinds {
  /** Days, hours, minutes, seconds; or ISO 8601. Beyond some decades arithmetic could overflow. */
  private static final String SHORT_DURATION =
      "(?=[0-9])([0-9]{1,4}d)?([0-9]{1,5}h)?([0-9]{1,7}m)?([0-9]{1,8}s)?";

  private static final String ISO_DURATION = "P(?=[T0-9])([0-9]{1,4}D)?(T(?=[0-9])([0-9]{1,5}H)?"
      + "([0-9]{1,7}M)?([0-9]{1,8}([.][0-9]{1,9})?S)?)?";

  private static final String NOT_ZERO = "(?=.*[1-9])";

  /** Every date there is, leap years counted. */
  private static final String DATE = "(20[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
      + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
      + "|20([02468][048]|[13579][26])-02-29)";

  private static final String MOMENT =
      DATE + "T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])";

  private static final String DURATION = "(" + SHORT_DURATION + "|" + ISO_DURATION + ")";

  private static final Pattern SHORT_PARTS = Pattern.compile("([0-9]+)([dhms])");

  private Kinds() {}

  /** Text on one line. */
  static Kind<String> line(String expected) {
    return TextKind.of(
        "^(?=.*[^ ])[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{1,200}$",
        expected,
        (text, base) -> text,
        text -> text);
  }

  /** A zone's key; whether there is such a zone depends on who is asked. */
  static Kind<Zone> zone() {
    return TextKind.of(
        "^[A-Za-z0-9_-]{1,40}$",
        "the key of a zone, such as DE or US-CAL-CISO",
        (text, base) -> Zone.of(text),
        Zone::key);
  }

  /** A duration above zero. */
  static Kind<Duration> duration(String example) {
    return TextKind.of(
        "^" + NOT_ZERO + DURATION + "$",
        "a duration above 0 with its units, such as " + example,
        (text, base) -> duration(text, true),
        Kinds::shortText);
  }

  /** A duration, which may be zero. */
  static Kind<Duration> durationOrZero(String example) {
    return TextKind.of(
        "^" + DURATION + "$",
        "a duration with its units, such as " + example + " or 0s",
        (text, base) -> duration(text, false),
        Kinds::shortText);
  }

  /** A moment, or a duration from the start on. */
  static Kind<Due> due() {
    return TextKind.of(
        "^(" + MOMENT + "|" + NOT_ZERO + DURATION + ")$",
        "a duration such as 24h, or a moment with its offset such as 2026-12-01T08:00Z",
        (text, base) -> text.charAt(0) != 'P' && text.indexOf('T') > 0
            ? new Due.At(OffsetDateTime.parse(text).toInstant())
            : new Due.After(duration(text, true)),
        Due::shown);
  }

  /** When a job must be done. */
  sealed interface Due {
    String shown();

    record At(Instant moment) implements Due {
      @Override
      public String shown() {
        return moment.toString();
      }
    }

    record After(Duration time) implements Due {
      @Override
      public String shown() {
        return shortText(time);
      }
    }
  }

  /** A file or folder. */
  static Kind<Path> path(String expected) {
    return TextKind.of(
        "^[^\\u0000-\\u001f\\u007f]{1,4096}$",
        expected,
        (text, base) -> base.resolve(text),
        Path::toString);
  }

  /** An HTTP address without a user; a query, which may hold a secret, is not shown. */
  static Kind<URI> address(String example) {
    return TextKind.unquoted(
        "^https?://([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[::1\\])(:[1-9][0-9]{0,4})?"
            + "(/[A-Za-z0-9._~/-]{0,1000})?([?](%[0-9A-Fa-f]{2}|[A-Za-z0-9._~/=&+-]){0,1000})?$",
        "an address without user and password, such as " + example,
        (text, base) -> URI.create(text),
        address -> address.getRawQuery() == null
            ? address.toString()
            : address.toString().replaceFirst("[?].*", "?***"));
  }

  /** A JDBC address without a password. */
  static Kind<String> jdbc() {
    return TextKind.unquoted(
        "^jdbc:(sqlite|postgresql):(?!.*[Pp][Aa][Ss][Ss]?[WwPp])(?!.*[Pp][Ww][Dd])(?!.*@)"
            + "[\\u0021-\\u007e]{1,2000}$",
        "jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE, without user and password",
        (text, base) -> text,
        text -> text);
  }

  /** A provider's key. */
  static Kind<ApiKey> apiKey() {
    return TextKind.secret("4 to 4096 printable characters without spaces", (text, base) -> {
      try {
        return ApiKey.of(text);
      } catch (GridException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    });
  }

  /** A user's name or password. */
  static Kind<Secret> secret(String expected) {
    return TextKind.secret(expected, (text, base) -> new Secret(text));
  }

  /** A text that does not show itself. */
  record Secret(String reveal) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /** An intensity, gCO2e/kWh. */
  static Kind<Double> gramsPerKwh() {
    return NumberKind.below(0, 3000, "300");
  }

  /** Power, watts. */
  static Kind<Double> watts(String example) {
    return NumberKind.between(0, 1e9, example);
  }

  /** A duration as people write it: days count as hours, such as 24h, 90m or PT0.5S. */
  static String shortText(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toNanosPart() > 0) {
      return duration.toString();
    }
    if (seconds == 0) {
      return "0s";
    }
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Duration duration(String text, boolean aboveZero) {
    Duration duration = Duration.ZERO;
    if (text.charAt(0) == 'P') {
      duration = Duration.parse(text);
    } else {
      Matcher parts = SHORT_PARTS.matcher(text);
      while (parts.find()) {
        long count = Long.parseLong(parts.group(1));
        duration = duration.plus(
            switch (parts.group(2).toLowerCase(Locale.ROOT)) {
              case "d" -> Duration.ofDays(count);
              case "h" -> Duration.ofHours(count);
              case "m" -> Duration.ofMinutes(count);
              default -> Duration.ofSeconds(count);
            });
      }
    }
    if (aboveZero && duration.isZero()) {
      throw new IllegalArgumentException("nothing; expected a duration above 0");
    }
    return duration;
  }
}
