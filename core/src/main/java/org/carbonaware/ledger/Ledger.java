package org.carbonaware.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.RunFoundComplete;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.files.FileFailure;
import org.carbonaware.files.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of runs: one file of JSON lines per run in a directory, only ever appended to. Add it
 * to a controller with {@code listener(Ledger.in(directory))}. A run that goes on in another
 * process goes on in the same file; two processes at a time can't write it. If the process that
 * completed a run is killed before it tells the end, the next one tells it.
 *
 * <p>A line is with the operating system when {@link #onEvent} returns, so it outlives the process;
 * lines that tell a change of state, a checkpoint, the start or the end are also forced to the
 * device, with all lines before them. If the disk fails, the training goes on and lines are lost:
 * the log says so, and so does a warning in the record as soon as the disk takes lines again.
 *
 * <p>Files and directories are made for their owner only, where the file system has owners. Safe
 * for several threads; one ledger serves one controller at a time.
 */
public final class Ledger implements ControllerListener {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final String SUFFIX = ".jsonl";
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final Path directory;
  private final LedgerFile.Opener opener;
  private @Nullable RunStarted run;
  private @Nullable LedgerFile file;
  private @Nullable Path lastPath;
  private long lost;
  private long lostInARow;
  private long removed;

  Ledger(Path directory, LedgerFile.Opener opener) {
    this.directory = directory;
    this.opener = opener;
  }

  /**
   * A ledger in a directory.
   *
   * @param directory made if missing
   * @return the ledger
   * @throws LedgerException if the directory can't be made
   */
  public static Ledger in(Path directory) {
    makeDirectory(directory);
    return new Ledger(directory, LedgerDisk::open);
  }

  /** Appends the event's line, if it has one. Blocks for the disk; never throws. */
  @Override
  public synchronized void onEvent(ControllerEvent event) {
    try {
      Optional<EventLines.Line> line = EventLines.of(event);
      if (line.isPresent()) {
        take(event, line.get());
      }
    } catch (RuntimeException | Error e) { // no memory: the training may still have enough
      lost++;
      if (lostInARow++ == 0) {
        log.warn("the ledger loses lines; the training goes on", e);
      }
    }
  }

  private void take(ControllerEvent event, EventLines.Line line) {
    if (event instanceof RunFoundComplete found) {
      complete(found, line);
      return;
    }
    if (event instanceof RunStarted started) {
      begin(started);
    }
    RunStarted current = run;
    if (current != null) {
      record(event, line, current);
    }
  }

  /** Tells the end that the process which came to it was killed before it told it. */
  private void complete(RunFoundComplete found, EventLines.Line line) {
    Path path = file(found.runId());
    if (!Files.exists(path)) {
      return; // recorded in another place, or nowhere
    }
    lastPath = path;
    RecordEnd end = RecordEnd.of(path);
    if (end.started() && !end.told()) {
      try (LedgerFile open = LedgerFile.open(path, opener)) {
        Instant at = found.at().isAfter(end.lastAt()) ? found.at() : end.lastAt();
        warnIfTorn(open, at);
        open.append(at, line.kind(), line.fields(), line.durable());
      }
    }
  }

  private void begin(RunStarted started) {
    try {
      onClose();
    } finally {
      run = started;
    }
  }

  private void record(ControllerEvent event, EventLines.Line line, RunStarted current) {
    LedgerFile open = file;
    if (open != null && !open.isThere()) {
      removed = open.lines();
      lost += removed;
      file = null;
      letGo(open);
      open = null;
    }
    if (open == null) {
      open = open(current);
      file = open;
      lastPath = open.path();
      if (event != current && removed == 0) { // the line of the start is late, but not lost
        lost--;
        lostInARow--;
      }
    }
    if (removed > 0) {
      String text =
          "the record was removed while the run went on: it begins again here, without its first "
              + removed + " lines";
      log.warn("ledger {}: {}", open.path(), text);
      warn(open, event.at(), text);
      removed = 0;
    }
    if (lostInARow > 0) {
      String text = "the disk failed: the record lost " + lostInARow + " lines before this one";
      warn(open, event.at(), text);
      lostInARow = 0;
    }
    if (event != current) { // open() has written that one
      open.append(event.at(), line.kind(), line.fields(), line.durable());
    }
  }

  /** Whoever removed the directory; a file in its place is told by what fails next. */
  private static void makeDirectory(Path directory) {
    try {
      PrivateFiles.createDirectories(directory);
    } catch (IOException e) {
      throw new LedgerException(
          "can't make the ledger directory " + directory + ": " + FileFailure.reason(e), e);
    }
  }

  private static void letGo(LedgerFile removed) {
    try {
      removed.close();
    } catch (LedgerException e) {
      log.warn("a ledger that was removed can't be closed", e);
    }
  }

  private LedgerFile open(RunStarted started) {
    makeDirectory(directory);
    LedgerFile opened = LedgerFile.open(file(started.runId()), opener);
    try {
      EventLines.Line line = EventLines.of(started).orElseThrow();
      opened.append(started.at(), line.kind(), line.fields(), line.durable());
      warnIfTorn(opened, started.at());
      return opened;
    } catch (LedgerException e) {
      opened.close();
      throw e;
    }
  }

  private static void warnIfTorn(LedgerFile open, Instant at) {
    if (open.torn() > 0) {
      String text = "dropped a torn last line of " + open.torn() + " bytes, left by a crash";
      log.warn("ledger {}: {}", open.path(), text);
      warn(open, at, text);
    }
  }

  private static void warn(LedgerFile open, Instant at, String text) {
    open.append(at, "warning", LedgerLines.fields().put("text", text), false);
  }

  /** Completes the run's record. */
  @Override
  public synchronized void onClose() {
    LedgerFile open = file;
    file = null;
    run = null;
    lostInARow = 0;
    removed = 0;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Where the lines of a run are.
   *
   * @param runId the run's name
   * @return the file, there or not yet
   * @throws LedgerException if the name is no plain file name: such a run is not recorded
   */
  public Path file(String runId) {
    if (!PLAIN_NAME.matcher(runId).matches()) {
      throw new LedgerException(
          "the run's name '" + runId
              + "' is no plain file name: expected letters, digits, dots, dashes",
          null);
    }
    return directory.resolve(runId + SUFFIX);
  }

  /**
   * How many lines could not be written.
   *
   * @return 0 unless the disk failed, the run's name is no file name, or another process writes its
   *     file
   */
  public synchronized long lostLines() {
    return lost;
  }

  /**
   * The figures of the run this ledger recorded last, or found complete, up to its last line.
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
    return RunAccount.read(path).summary();
  }

  /**
   * Reads the lines of one run. An incomplete last line, left by a crash or just being written, was
   * never acknowledged: it is left out, and an entry of kind {@code warning} in its place says so.
   *
   * @param path the file
   * @return the lines in order
   * @throws LedgerException if it can't be read, a complete line is damaged (the message names file
   *     and line), or lines are missing
   */
  public static List<LedgerEntry> read(Path path) {
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new LedgerException("can't read the ledger " + path + ": " + FileFailure.reason(e), e);
    }
    List<LedgerEntry> entries = new ArrayList<>(LedgerLines.parse(path, content));
    int complete = content.length;
    while (complete > 0 && content[complete - 1] != '\n') {
      complete--;
    }
    if (complete < content.length && !entries.isEmpty()) {
      LedgerEntry last = entries.get(entries.size() - 1);
      String rest = new String(content, complete, content.length - complete, UTF_8);
      entries.add(LedgerLines.leftOut(last.sequence() + 1, last.at(), rest));
    }
    return List.copyOf(entries);
  }

  /**
   * Reads the lines of one run but those of energy, one after the other, so that a file of any
   * length takes little memory. An incomplete last line is told as {@link #read} tells it.
   *
   * @param path the file
   * @param taker is told each line, in order
   * @throws LedgerException as of {@link #read}
   */
  public static void forEachButEnergy(Path path, Consumer<LedgerEntry> taker) {
    new FileLines(path).forEach(new LineSource.Sink() {
      @Override
      public void energy(EnergyLine line) {
        // Of these there are most, and they are summed up elsewhere.
      }

      @Override
      public void other(LedgerEntry line) {
        taker.accept(line);
      }
    });
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
      throw new LedgerException(
          "can't list the ledger directory " + directory + ": " + FileFailure.reason(e), e);
    }
  }
}
