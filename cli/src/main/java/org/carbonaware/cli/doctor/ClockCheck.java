package org.carbonaware.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The computer's clock: decisions go by the hour.
 *
 * @param clock the clock
 * @param synchronised asks the system whether it keeps the clock right by NTP; empty if it does not
 *     say
 */
record ClockCheck(InstantSource clock, Supplier<Optional<Boolean>> synchronised) implements Check {
  private static final Instant EARLIEST = Instant.parse("2024-01-01T00:00:00Z");
  private static final String AREA = "clock";
  private static final String UNMEASURED =
      "; how far it is off can't be measured without a network";

  @Override
  public List<Finding> look() {
    Instant now = clock.instant();
    if (now.isBefore(EARLIEST)) {
      return List.of(Finding.fail(AREA, "it says " + now, "set the clock; decisions go by it"));
    }
    Optional<Boolean> kept = synchronised.get();
    if (kept.isEmpty()) {
      return List.of(Finding.ok(AREA, "the system does not say whether NTP keeps it" + UNMEASURED));
    }
    return List.of(
        kept.get()
            ? Finding.ok(AREA, "kept by NTP" + UNMEASURED)
            : Finding.warn(
                AREA,
                "not synchronised by NTP" + UNMEASURED,
                "turn it on: sudo timedatectl set-ntp true"));
  }

  /** Asks systemd, where there is one. */
  static Optional<Boolean> askSystem() {
    try {
      Process asked = new ProcessBuilder("timedatectl", "show", "-p", "NTPSynchronized", "--value")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      asked.getOutputStream().close();
      if (!asked.waitFor(5, TimeUnit.SECONDS)) {
        asked.destroyForcibly();
        return Optional.empty();
      }
      return switch (new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .strip()) {
        case "yes" -> Optional.of(true);
        case "no" -> Optional.of(false);
        default -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
