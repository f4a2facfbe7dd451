package org.carbonaware.control.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.carbonaware.checkpoint.fidelity.TrainingFingerprint;
import org.carbonaware.control.tck.ChildOrder.Then;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerEntry;
import org.carbonaware.ledger.RunAccount;

/**
 * One run that meets one fault after the other, each in a process of its own, and is then carried
 * to its end: what its processes said is held against what is on the disk.
 */
final class CrashRound implements AutoCloseable {
  /** No life is longer, so that a round can't reach its end before its faults are over. */
  static final long MOST_BATCHES = 160;

  private final Class<?> main;
  private final ChildJvm jvm;
  private final Optional<SmallDisk> disk;
  private final List<String> wrapper = new ArrayList<>();
  private final boolean obeysPermissions;
  private final ChildClock clock;
  private final List<ChildProcess> lives = new ArrayList<>();
  private ChildOrder order;
  private long startMicros = TimeUnit.SECONDS.toMicros(1);
  private int places;

  /** What became of it. */
  record Result(
      boolean endsExactly,
      int wrongResumes,
      int acknowledged,
      List<String> lost,
      boolean endRecorded,
      boolean inTime) {}

  /**
   * Begins a round.
   *
   * @param main the child
   * @param jvm what it runs in
   * @param directory an empty directory for it
   * @param epochs how long the run is
   * @param small whether it is to live on a disk that can be filled
   * @param costs how much later the run may be done for its faults
   */
  CrashRound(
      Class<?> main, ChildJvm jvm, Path directory, long epochs, boolean small, Duration costs)
      throws IOException, InterruptedException {
    this.main = main;
    this.jvm = jvm;
    Path home = Files.createDirectories(directory.resolve("home"));
    disk = small ? SmallDisk.at(home) : Optional.empty();
    disk.ifPresent(mounted -> wrapper.addAll(mounted.wrapper()));
    boolean root = disk.isPresent() || System.getProperty("user.name").equals("root");
    List<String> asOthers = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    obeysPermissions = !root || runs(asOthers);
    if (root && obeysPermissions) {
      wrapper.addAll(asOthers);
    }
    Duration work = ChildTraining.BATCH.multipliedBy(epochs * ChildTraining.BATCHES_PER_EPOCH);
    order = ChildOrder.toTheEnd(home.resolve("run"), epochs)
        .by(directory.resolve("clock"))
        .within(work.multipliedBy(3).dividedBy(2).plus(costs), costs);
    clock = new ChildClock(order.clock());
  }

  private static boolean runs(List<String> command) throws InterruptedException {
    List<String> probe = new ArrayList<>(command);
    probe.add("true");
    try {
      return new ProcessBuilder(probe).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  Optional<SmallDisk> disk() {
    return disk;
  }

  boolean obeysPermissions() {
    return obeysPermissions;
  }

  ChildClock clock() {
    return clock;
  }

  /** How long the last process took until it trained. */
  long startMicros() {
    return startMicros;
  }

  /** Where this process sees a path of the children. */
  private Path seen(Path path) {
    return disk.map(mounted -> mounted.seen().resolve(mounted.mountPoint().relativize(path)))
        .orElse(path);
  }

  ChildProcess start(UnaryOperator<ChildOrder> change) throws IOException {
    return start(change, List.of());
  }

  private ChildProcess start(UnaryOperator<ChildOrder> change, List<String> options)
      throws IOException {
    ChildProcess child =
        ChildProcess.start(jvm, wrapper, options, main, change.apply(order.atMost(MOST_BATCHES)));
    lives.add(child);
    return child;
  }

  ChildProcess startAndAwaitTraining(UnaryOperator<ChildOrder> change)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    ChildProcess child = start(change);
    if (!child.awaitSaid("checkpoint")) {
      throw new AssertionError("a process ended before it saved: " + child);
    }
    startMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    return child;
  }

  /** Kills it at a random moment of the next tenth of a second. */
  String killWithin(ChildProcess child, SplittableRandom random) throws InterruptedException {
    boolean running = child.outlives(random.nextLong(CrashFault.LONGEST_MICROS));
    child.kill();
    return running ? CrashFault.KILL : "came too late";
  }

  /** Lets one run out of memory. */
  String dieOf(long afterBatches, List<String> options) throws IOException, InterruptedException {
    ChildProcess child =
        start(changed -> changed.then(Then.RUN_OUT_OF_MEMORY, afterBatches), options);
    int code = child.exitCode();
    if (child.said("resumed").isEmpty() && child.said("begun").isEmpty()) {
      throw new AssertionError("it did not come so far: " + child);
    }
    return "died with " + code;
  }

  /** Starts one while the disk refuses to write: it trains, or says why it does not. */
  String startInTrouble() throws IOException, InterruptedException {
    ChildProcess child = start(changed -> changed);
    if (child.awaitSaid("resumed")) {
      child.outlives(CrashFault.LONGEST_MICROS / 2);
      child.kill();
      return "; the next one trained all the same";
    }
    if (child.said("refused").isEmpty() || child.errors().contains("\tat ")) {
      throw new AssertionError("no clear refusal: " + child);
    }
    return "; the next one refused to start";
  }

  /** Starts another beside one that runs. */
  String secondProcessBeside(ChildProcess first) throws IOException, InterruptedException {
    ChildProcess second = ChildProcess.start(jvm, wrapper, List.of(), main, order);
    int code = second.exitCode();
    String why = String.join("", second.said("refused"));
    if (code != 1 || !why.contains("is in use by another process (pid " + first.pid())) {
      throw new AssertionError("no clear refusal: " + why + second.errors());
    }
    return "the second one was told";
  }

  void checkpointsWritable(boolean writable) throws IOException {
    Files.setPosixFilePermissions(
        seen(order.directory().resolve("checkpoints")),
        PosixFilePermissions.fromString(writable ? "rwx------" : "r-x------"));
  }

  /** A process that has the record open writes on; the next one can't open it. */
  void recordWritable(boolean writable) throws IOException {
    Path ledger = seen(order.directory().resolve("ledger"));
    for (Path file : Ledger.files(ledger)) {
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(writable ? "rw-------" : "r--------"));
    }
    Files.setPosixFilePermissions(
        ledger, PosixFilePermissions.fromString(writable ? "rwx------" : "r-x------"));
  }

  /** Goes on with copies in another place. */
  void moveByCopying() throws IOException {
    Path from = seen(order.directory());
    places++;
    order = order.in(order.directory().resolveSibling("run-" + places));
    Path to = seen(order.directory());
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(from)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      Files.copy(path, to.resolve(from.relativize(path)));
    }
    for (int i = paths.size() - 1; i >= 0; i--) {
      Files.delete(paths.get(i));
    }
  }

  /** Carries the run to its end, and judges. */
  Result end(TrainingFingerprint straight) throws IOException, InterruptedException {
    ChildProcess last = ChildProcess.start(jvm, wrapper, List.of(), main, order);
    lives.add(last);
    if (last.exitCode() != 0) {
      throw new AssertionError("the last process failed: " + last);
    }
    Instant done = Instant.parse(last.said("done").get(0));
    Instant deadline = Instant.parse(last.said("deadline").get(0));
    List<String> acknowledged =
        lives.stream().flatMap(life -> life.said("line").stream()).toList();
    return new Result(
        TrainingFingerprint.fromJson(last.said("finished").get(0)).equals(straight),
        wrongResumes(),
        acknowledged.size(),
        lost(acknowledged),
        RunAccount.read(record()).summary().complete(),
        !done.isAfter(deadline));
  }

  /** How many processes did not go on where the one before had saved. */
  private int wrongResumes() {
    int wrong = 0;
    long saved = 0;
    for (ChildProcess life : lives) {
      boolean first = life == lives.get(0);
      List<String> from = life.said(first ? "begun" : "resumed");
      if (from.isEmpty()) {
        wrong += !first && !life.said("begun").isEmpty() ? 1 : 0; // else it was killed before
        continue;
      }
      wrong += Long.parseLong(from.get(0)) < saved ? 1 : 0;
      for (String batches : life.said("checkpoint")) {
        saved = Math.max(saved, Long.parseLong(batches));
      }
    }
    return wrong;
  }

  private List<String> lost(List<String> acknowledged) {
    List<String> lost = new ArrayList<>(acknowledged);
    for (LedgerEntry entry : Ledger.read(record())) { // which also numbers them
      lost.remove(entry.at().toString()); // one for one: moments may repeat
    }
    return lost;
  }

  private Path record() {
    List<Path> files = Ledger.files(seen(order.directory().resolve("ledger")));
    if (files.size() != 1) {
      throw new AssertionError("one run, one file, but: " + files);
    }
    return files.get(0);
  }

  @Override
  public void close() throws IOException {
    if (disk.isPresent()) {
      disk.get().close();
    }
  }
}
