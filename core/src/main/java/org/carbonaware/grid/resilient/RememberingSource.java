package org.carbonaware.grid.resilient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32;
import org.carbonaware.files.ForeignFiles;
import org.carbonaware.files.PrivateFiles;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.Freshness;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Intensity;
import org.carbonaware.grid.IntensitySeries;
import org.carbonaware.grid.SourceHealth;
import org.carbonaware.grid.Zone;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last good forecast of each zone on disk, so that a process started without network
 * still has one. When the source fails, or makes no forecast although it once did, the forecast on
 * disk answers, marked stale with its age, as far as it still reaches; also for the present
 * intensity. Histories are not kept.
 *
 * <p>One small file per source and zone, readable by its owner only, written under a temporary
 * name, renamed, and on the disk when the question is answered; a damaged one is as good as none.
 * Trouble with the disk is logged and never fails a question. Static answers are not written.
 * Blocks on the disk; safe for several threads, and for several processes that share the directory.
 */
public final class RememberingSource implements GridSource {
  private static final Logger LOG = LoggerFactory.getLogger(RememberingSource.class);
  private static final int LONGEST_FILE = 4 << 20;

  private final GridSource source;
  private final Path directory;
  private volatile @Nullable String lastComplaint;

  private RememberingSource(GridSource source, Path directory) {
    this.source = source;
    this.directory = directory;
  }

  /**
   * Remembers a source's forecasts.
   *
   * @param source the source to ask
   * @param directory where to keep them; made, for its owner only, when the first one comes
   * @return the source, with a memory
   */
  public static RememberingSource of(GridSource source, Path directory) {
    return new RememberingSource(source, directory);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Basis basis() {
    return source.basis();
  }

  @Override
  public Duration longestHistory() {
    return source.longestHistory();
  }

  @Override
  public List<SourceHealth> health() {
    return source.health();
  }

  @Override
  public IntensitySeries history(Zone zone, Instant from, Instant to) {
    return source.history(zone, from, to);
  }

  @Override
  public Optional<Intensity> current(Zone zone, Instant now) {
    try {
      return source.current(zone, now);
    } catch (RuntimeException e) {
      return Optional.of(remembered(zone, now, now.plusNanos(1))
          .flatMap(series -> at(series, now))
          .orElseThrow(() -> AbstractSource.asGridException(name(), e)));
    }
  }

  private static Optional<Intensity> at(IntensitySeries series, Instant now) {
    OptionalDouble value = series.at(now);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Intensity(
            value.getAsDouble(),
            series.basis(),
            series.startOf(series.indexOf(now)),
            series.provenance()));
  }

  @Override
  public Optional<IntensitySeries> forecast(Zone zone, Instant now, Duration horizon) {
    Optional<IntensitySeries> answer;
    try {
      answer = source.forecast(zone, now, horizon);
    } catch (RuntimeException e) {
      return Optional.of(remembered(zone, now, now.plus(horizon))
          .orElseThrow(() -> AbstractSource.asGridException(name(), e)));
    }
    if (answer.isEmpty()) {
      return remembered(zone, now, now.plus(horizon));
    }
    remember(zone, answer.get(), now);
    return answer;
  }

  private void remember(Zone zone, IntensitySeries series, Instant now) {
    Freshness freshness = series.provenance().freshness();
    boolean worthIt = series.mean().isPresent()
        && series.basis() == basis()
        && (freshness.state() == Freshness.State.LIVE
            || freshness.state() == Freshness.State.CACHED);
    if (!worthIt) {
      return;
    }
    Path file = file(zone);
    try {
      PrivateFiles.createDirectories(directory);
      Path temporary = Files.createTempFile(directory, file.getFileName() + "-", ".tmp");
      try {
        Instant given = now.minus(freshness.age());
        write(temporary, StoredForecasts.write(new StoredForecasts.Stored(series, given)));
        move(temporary, file);
        PrivateFiles.forceDirectory(directory);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException | UncheckedIOException | SecurityException e) {
      complain(zone + ": cannot keep the forecast in " + file + ": " + e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING); // the checksum guards the gap
    }
  }

  private Optional<IntensitySeries> remembered(Zone zone, Instant from, Instant to) {
    Path file = file(zone);
    try {
      StoredForecasts.Stored stored = StoredForecasts.read(ForeignFiles.read(file, LONGEST_FILE));
      IntensitySeries series = stored.series();
      if (!series.zone().equals(zone) || series.basis() != basis()) {
        throw new IOException("about " + series.zone() + ", " + series.basis().label());
      }
      IntensitySeries ahead = series.between(from, to);
      if (ahead.mean().isEmpty() || ahead.start().isAfter(from) || stored.at().isAfter(from)) {
        return Optional.empty();
      }
      Duration age = Duration.between(stored.at(), from);
      return Optional.of(
          ahead.withProvenance(ahead.provenance().withFreshness(Freshness.stale(age))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | SecurityException e) {
      complain(zone + ": cannot use the forecast kept in " + file + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private void complain(String trouble) {
    if (!trouble.equals(lastComplaint)) {
      LOG.warn("{}, {}", name(), trouble);
    }
    lastComplaint = trouble;
  }

  /** Names and zones may hold what file names cannot, and file systems may not tell case. */
  private Path file(Zone zone) {
    String who = name() + "\n" + basis().label() + "\n" + zone.key();
    CRC32 crc = new CRC32();
    crc.update(who.getBytes(StandardCharsets.UTF_8));
    String readable = (name() + "-" + zone.key()).replaceAll("[^A-Za-z0-9-]+", "-");
    String brief = readable.substring(0, Math.min(80, readable.length()));
    return directory.resolve(brief + "-" + String.format("%08x", crc.getValue()) + ".json");
  }
}
