package org.carbonaware.cli.exec;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * A program that runs with all its processes: can be stopped, let go on, and told something. Its
 * input and output are those of this process. Safe for several threads.
 */
final class Program {
  /** In the environment of all processes of the program. */
  static final String MARK = "CARBON_TRAINER_EXEC";

  private static final int MOST_ROUNDS = 100;
  private static final long MILLIS_BETWEEN_ROUNDS = 20;

  private final Process process;
  private final Processes processes;
  private final Warden warden;
  private final String mark;
  private final ReentrantLock lock = new ReentrantLock();

  /** Those stopped here, by when they began, so that nobody else's stopped process is woken. */
  private final Map<Long, Long> stopped = new HashMap<>();

  /** The processor time of children that had ended before it began. */
  private final long collectedBefore;

  private boolean held;
  private boolean free;
  private long processorNanos;
  private long lastTreeNanos;

  private Program(
      Process process, Processes processes, Warden warden, String mark, long collectedBefore) {
    this.process = process;
    this.processes = processes;
    this.warden = warden;
    this.mark = mark;
    this.collectedBefore = collectedBefore;
  }

  /**
   * Starts a program. Its lifetime is not tied to the calling thread's.
   *
   * @throws IOException if it can't be started; see {@link Command#require}
   */
  static Program start(List<String> command, Processes processes, Warden warden, String mark)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().merge(MARK, mark, (outer, own) -> outer + File.pathSeparator + own);
    long before = processes.collectedNanos();
    Program program = new Program(builder.start(), processes, warden, mark, before);
    warden.watch(program.pid());
    return program;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Runs something when its first process has ended, at once if it has. */
  void onExit(Runnable task) {
    process.onExit().thenRun(task).exceptionally(failure -> {
      throw new IllegalStateException(failure);
    });
  }

  /**
   * Waits for its first process to end.
   *
   * @return whether it has
   */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The exit code as shells tell it: 128 and the signal's number if a signal ended it. */
  int exitCode() throws InterruptedException {
    int code = process.waitFor();
    warden.watch(0);
    lock.lock();
    try {
      // What it used since somebody last looked, up to a minute ago.
      processorNanos = Math.max(processorNanos, processes.collectedNanos() - collectedBefore);
    } finally {
      lock.unlock();
    }
    return code;
  }

  /**
   * Stops all its processes, those that begin meanwhile too, and waits until they stand. Does
   * nothing once it was {@link #free freed}.
   *
   * @return those that do not stand: that can't be stopped by this user, or sit in the kernel
   */
  List<Member> hold() {
    lock.lock();
    try {
      held = !free;
      return stopAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops again what goes on although the program is held: a terminal's {@code fg} does that. */
  void holdStill() {
    lock.lock();
    try {
      if (held) {
        stopAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Member> stopAll() {
    List<Member> moving = List.of();
    for (int round = 0; held && round < MOST_ROUNDS; round++) {
      moving = members().stream().filter(Member::moves).toList();
      if (moving.isEmpty()) {
        return moving;
      }
      moving.forEach(member -> stopped.put(member.pid(), member.started()));
      warden.signal("STOP", moving.stream().map(Member::pid).toList());
      if (round > 0) {
        briefly();
      }
    }
    return moving;
  }

  /** Until the system has done what it was told. */
  private static void briefly() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_ROUNDS));
  }

  /** How many of its processes stand now. */
  int standing() {
    return (int) members().stream().filter(Member::stopped).count();
  }

  /** Lets what was stopped here go on. */
  void release() {
    lock.lock();
    try {
      held = false;
      List<Long> waiting = new ArrayList<>();
      for (Member member : members()) {
        Long began = stopped.get(member.pid());
        if (began != null && began == member.started()) {
          waiting.add(member.pid());
        }
      }
      stopped.clear();
      warden.signal("CONT", waiting);
    } finally {
      lock.unlock();
    }
  }

  /** Lets it go on, and never stops it again. */
  void free() {
    lock.lock();
    try {
      free = true;
      release();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells its first process something; a stopped one takes it when it goes on.
   *
   * @param signal its name without SIG
   */
  void signal(String signal) {
    if (isAlive()) {
      warden.signal(signal, List.of(pid()));
    }
  }

  /** Tells all its processes something, as a terminal does. */
  void signalAll(String signal) {
    warden.signal(signal, members().stream().map(Member::pid).toList());
  }

  /**
   * Ends what it left behind: by TERM, and by KILL what is there after a while.
   *
   * @param grace how long
   */
  void sweep(Duration grace) {
    signalAll("TERM");
    signalAll("CONT");
    long rounds = grace.toMillis() / MILLIS_BETWEEN_ROUNDS;
    for (long round = 0; round < rounds && isLeftBehind(); round++) {
      briefly();
    }
    for (int round = 0; round < MOST_ROUNDS && isLeftBehind(); round++) {
      signalAll("KILL");
      briefly();
    }
  }

  private boolean isLeftBehind() {
    return members().stream().anyMatch(member -> !member.ended());
  }

  /** The numbers of all its processes now. */
  Set<Long> pids() {
    return members().stream().map(Member::pid).collect(Collectors.toUnmodifiableSet());
  }

  private List<Member> members() {
    return processes.of(pid(), mark);
  }

  /** The processor time of all its processes, in nanoseconds; never falls. */
  long processorNanos() {
    long now =
        members().stream().mapToLong(member -> member.processorTime().toNanos()).sum();
    lock.lock();
    try {
      // What ends without anybody collecting it takes its time with it: the rest counts on from
      // there.
      processorNanos += Math.max(0, now - lastTreeNanos);
      lastTreeNanos = now;
      return processorNanos;
    } finally {
      lock.unlock();
    }
  }
}
