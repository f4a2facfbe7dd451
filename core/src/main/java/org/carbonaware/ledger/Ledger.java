package org.carbonaware.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of runs: one file of JSON lines per run in a directory, only ever appended to. Add it
 * to a controller with {@code listener(Ledger.in(directory))}. A run that goes on in another
 * process goes on in the same file. If the disk fails, the training goes on without a record and
 * the log says so.
 *
 * <p>Safe for several threads; one ledger serves one controller at a time.
 */
public final class Ledger implements ControllerListener {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final String SUFFIX = ".jsonl";

  private final Path directory;
  private @Nullable LedgerFile file;
  private @Nullable Path lastPath;
  private long lost;

  private Ledger(Path directory) {
    this.directory = directory;
  }

  /**
   * A ledger in a directory.
   *
   * @param directory made if missing
   * @return the ledger
   * @throws LedgerException if the directory can't be made
   */
  public static Ledger in(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new LedgerException("can't make the ledger directory " + directory + ": " + e, e);
    }
    return new Ledger(directory);
  }

  @Override
  public synchronized void onEvent(ControllerEvent event) {
    Optional<EventLines.Line> line = EventLines.of(event);
    if (line.isEmpty()) {
      return;
    }
    try {
      if (event instanceof RunStarted started) {
        open(started);
      }
      LedgerFile open = file;
      if (open != null) {
        open.append(
            event.at(), line.get().kind(), line.get().fields(), line.get().durable());
      }
    } catch (LedgerException e) {
      if (lost++ == 0) {
        log.warn("the ledger loses lines; the training goes on", e);
      }
    }
  }

  private void open(RunStarted started) {
    LedgerFile opened = LedgerFile.open(directory.resolve(started.runId() + SUFFIX));
    file = opened;
    lastPath = opened.path();
    opened.torn().ifPresent(text -> {
      String warning =
          "dropped a torn last line of " + text.length() + " characters, left by a crash";
      log.warn("ledger {}: {}", opened.path(), warning);
      opened.append(started.at(), "warning", LedgerFile.fields().put("text", warning), false);
    });
  }

  @Override
  public synchronized void onClose() {
    LedgerFile open = file;
    if (open != null) {
      file = null;
      open.close();
    }
  }

  /**
   * How many lines could not be written.
   *
   * @return 0 unless the disk failed
   */
  public synchronized long lostLines() {
    return lost;
  }

  /**
   * The figures of the run this ledger recorded last, up to its last line.
   *
   * @return the summary
   * @throws LedgerException if no run was recorded or its file can't be read
   */
  public RunSummary summary() {
    Path path;
    synchronized (this) {
      path = lastPath;
    }
    if (path == null) {
      throw new LedgerException(
          "no run has been recorded in " + directory + " by this process", null);
    }
    return RunSummary.of(read(path));
  }

  /**
   * Reads the lines of one run. A torn last line is left out.
   *
   * @param path the file
   * @return the lines in order
   * @throws LedgerException if it can't be read or a line before the last is damaged
   */
  public static List<LedgerEntry> read(Path path) {
    try {
      return LedgerFile.read(path).entries();
    } catch (IOException e) {
      throw new LedgerException("can't read the ledger " + path + ": " + e, e);
    }
  }

  /**
   * The files of all runs in a directory.
   *
   * @param directory a ledger's directory
   * @return the files, oldest run first
   * @throws LedgerException if the directory can't be read
   */
  public static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(path -> path.toString().endsWith(SUFFIX))
          .sorted(Comparator.comparing(path -> path.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new LedgerException("can't list the ledger directory " + directory + ": " + e, e);
    }
  }
}
