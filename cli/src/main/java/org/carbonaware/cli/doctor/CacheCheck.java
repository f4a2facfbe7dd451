package org.carbonaware.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The forecasts kept for times without a network.
 *
 * @param directory where they are kept, if anywhere
 * @param clock tells their age
 */
record CacheCheck(Optional<Path> directory, InstantSource clock) implements Check {
  private static final String AREA = "cache";
  private static final Duration OLD = Duration.ofDays(2);

  @Override
  public List<Finding> look() {
    if (directory.isEmpty()) {
      return List.of(Finding.warn(
          AREA, "this user has no home, so no forecast is kept", "set XDG_CACHE_HOME"));
    }
    Path folder = directory.get();
    if (!Files.isDirectory(folder)) {
      return List.of(
          Finding.ok(AREA, "empty; " + folder + " is made when live data are asked for"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Instant> times =
          files.filter(Files::isRegularFile).map(CacheCheck::time).toList();
      return List.of(times.isEmpty() ? Finding.ok(AREA, "empty: " + folder) : kept(folder, times));
    } catch (IOException | UncheckedIOException e) {
      return List.of(Finding.warn(
          AREA, folder + " can't be read: " + e.getMessage(), "let this user read and write it"));
    }
  }

  private Finding kept(Path folder, List<Instant> times) {
    Instant newest = times.stream().max(Comparator.naturalOrder()).orElseThrow();
    Duration age = Duration.between(newest, clock.instant());
    String text = times.size() + (times.size() == 1 ? " file" : " files") + " in " + folder
        + ", the newest " + inWords(age) + " old";
    return age.compareTo(OLD) > 0
        ? Finding.warn(AREA, text, "nothing; too old to be used, it is renewed with live data")
        : Finding.ok(AREA, text);
  }

  private static String inWords(Duration age) {
    return age.toHours() >= 48
        ? age.toDays() + " days"
        : age.toHours() >= 1 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
  }

  private static Instant time(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
