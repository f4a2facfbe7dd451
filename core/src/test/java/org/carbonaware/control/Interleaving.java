package org.carbonaware.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One order in which the threads of a small program take their steps. A single thread runs at a
 * time, up to its next step, and where several could go on {@link Choices} say which. A step ends
 * where a thread wants the {@link #lock}, where it waits, and where the program says so; all that
 * is done under the lock is one step, since nobody else can look. Time stands still until a thread
 * of the program moves it, so a thread that waits is woken by another one or not at all.
 */
final class Interleaving implements TrainingClock {
  /** What a thread of the program does. */
  interface Steps {
    void take() throws Exception;
  }

  /** Ends the thread of an order that is not gone through to its end. */
  @SuppressWarnings("serial") // never written
  private static final class Cut extends Error {
    Cut() {
      super("cut", null, false, false);
    }
  }

  private static final long REAL_SECONDS = 60;

  @SuppressWarnings("UnnecessaryLambda") // one for all
  private static final BooleanSupplier AT_ONCE = () -> true;

  private static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
    Thread thread = new Thread(task, "interleaved");
    thread.setDaemon(true);
    return thread;
  });

  /** A thread of the program. */
  private final class Actor {
    final String name;
    final Steps steps;
    final Semaphore turn = new Semaphore(0);
    final CountDownLatch gone = new CountDownLatch(1);
    volatile @Nullable Thread thread;
    BooleanSupplier ready = AT_ONCE;
    boolean signalled;
    long wakeAt = Long.MAX_VALUE;
    int position;
    long seen; // what it has seen since its position: that decides what it does next
    boolean fresh = true; // has done nothing since it was its turn
    boolean interrupted; // of a thread that waits for its turn, which its own flag would disturb
    boolean ended;

    @Nullable
    Throwable failure;

    Actor(String name, Steps steps) {
      this.name = name;
      this.steps = steps;
    }

    void act() {
      turn.acquireUninterruptibly();
      try {
        if (!cut) {
          steps.take();
        }
      } catch (Cut e) {
        // as it was told
      } catch (Exception | Error e) {
        failure = e;
      }
      ended = true;
      boolean unused = Thread.interrupted(); // the thread is used again
      if (!cut) {
        choose();
      }
    }

    String describe() {
      return name
          + ' '
          + position
          + ' '
          + seen
          + ' '
          + signalled
          + ' '
          + wakeAt
          + ' '
          + interrupted
          + ' '
          + ended
          + '\n';
    }
  }

  private final Choices choices;
  private final List<Actor> actors = new ArrayList<>();
  private final List<String> trail = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final StepLock lock = new StepLock();
  private Supplier<String> shared = () -> "";
  private @Nullable Actor running;
  private @Nullable String fault;
  private boolean wasSeen;
  private volatile boolean cut;
  private long nanos;

  Interleaving(Choices choices) {
    this.choices = choices;
  }

  /** The lock that the program's threads share. */
  Lock lock() {
    return lock;
  }

  /** Tells all that threads share, in words: what comes next follows from it. */
  void shares(Supplier<String> state) {
    shared = state;
  }

  /** Adds a thread. */
  void thread(String name, Steps steps) {
    actors.add(new Actor(name, steps));
  }

  /** A new step of the program's own begins: nothing is in the thread's hands but its position. */
  void step() {
    Actor self = self();
    self.position++;
    self.seen = 0;
    if (!self.fresh) {
      next(self, AT_ONCE);
      self.fresh = true;
    }
  }

  /** Something is done that needs no lock and that others may see: the lock is another step. */
  void touches() {
    self().fresh = false;
  }

  /** Others may go first here, in the middle of something. */
  void letOthersGo() {
    next(self(), AT_ONCE);
  }

  /** Something that must not be. The first counts. */
  void fault(String what) {
    if (fault == null && !cut) {
      fault = what;
    }
  }

  /** Interrupts a thread of the program, unless it has ended. */
  void interrupt(String name) {
    actor(name).interrupted = true;
  }

  /** Lets time pass. */
  void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** Whether a thread has come to the end of its steps, or to an exception. */
  boolean ended(String name) {
    return actor(name).ended;
  }

  /** The exception that ended a thread, if any. */
  @Nullable
  Throwable failure(String name) {
    return actor(name).failure;
  }

  List<String> threads() {
    return actors.stream().map(actor -> actor.name).toList();
  }

  /** What a thread of the program is called. */
  String nameOf(Thread thread) {
    return actors.stream()
        .filter(actor -> actor.thread == thread)
        .map(actor -> actor.name)
        .findFirst()
        .orElse(thread.getName());
  }

  /**
   * Goes through this order until nobody can go on.
   *
   * @param atTheBegin is told the thread of each name
   * @param atTheEnd looks at what has become of it, while threads that wait still stand
   * @return the first fault with the order of steps, empty if there is none
   */
  String run(BiConsumer<String, Thread> atTheBegin, Runnable atTheEnd) {
    CountDownLatch begun = new CountDownLatch(actors.size());
    for (Actor actor : actors) {
      POOL.execute(() -> {
        actor.thread = Thread.currentThread();
        begun.countDown();
        actor.act();
        actor.gone.countDown();
      });
    }
    await(begun);
    for (Actor actor : actors) {
      atTheBegin.accept(actor.name, threadOf(actor));
    }
    choose();
    await(over);
    if (!wasSeen && fault == null) {
      atTheEnd.run();
    }
    String found = fault == null ? "" : fault + ", after " + String.join(" ", trail);
    cut = true;
    for (Actor actor : actors) { // one after the other: nothing guards what they share
      if (!actor.ended) {
        actor.turn.release();
        await(actor.gone);
      }
    }
    return found;
  }

  private void await(CountDownLatch latch) {
    try {
      if (!latch.await(REAL_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("hangs after " + trail
            + actors.stream()
                .filter(actor -> actor.thread != null)
                .map(actor -> "\n" + actor.name + List.of(actor.thread.getStackTrace()))
                .collect(Collectors.joining()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void choose() {
    try {
      chooseNext();
    } catch (RuntimeException | Error e) {
      fault = "the test itself failed: " + e;
      over.countDown();
    }
  }

  private void chooseNext() {
    List<Actor> able = new ArrayList<>();
    for (Actor actor : actors) {
      if (!actor.ended && actor.ready.getAsBoolean()) {
        able.add(actor);
      }
    }
    String state = shared.get();
    if (able.isEmpty() || fault != null) {
      over.countDown();
      return;
    }
    int chosen = able.size() == 1 ? 0 : choices.next(able.size(), () -> describe(state));
    if (chosen == Choices.SEEN) {
      wasSeen = true;
      over.countDown();
      return;
    }
    Actor next = able.get(chosen);
    trail.add(next.name);
    next.seen = next.seen * 0x9E3779B97F4A7C15L + Choices.hash(state);
    running = next;
    next.turn.release();
  }

  private String describe(String state) {
    StringBuilder text = new StringBuilder(state).append(nanos).append('\n');
    for (Actor actor : actors) {
      text.append(actor.describe());
    }
    return text.toString();
  }

  private void next(Actor self, BooleanSupplier ready) {
    if (cut) {
      throw new Cut();
    }
    self.fresh = false;
    self.ready = ready;
    self.interrupted |= Thread.interrupted();
    choose();
    self.turn.acquireUninterruptibly();
    if (cut) {
      throw new Cut();
    }
    if (self.interrupted) {
      self.interrupted = false;
      Thread.currentThread().interrupt();
    }
  }

  private static Thread threadOf(Actor actor) {
    Thread thread = actor.thread;
    if (thread == null) {
      throw new IllegalStateException(actor.name + " has not begun");
    }
    return thread;
  }

  private Actor self() {
    Actor self = running;
    if (self == null || self.thread != Thread.currentThread()) {
      throw new IllegalStateException("only the program's threads take steps");
    }
    return self;
  }

  private boolean isOurs() {
    return running != null && running.thread == Thread.currentThread();
  }

  private Actor actor(String name) {
    return actors.stream().filter(actor -> actor.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  public Instant instant() {
    return TestClock.START.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the contract says that callers loop
  public void await(Condition condition, Duration atMost) throws InterruptedException {
    boolean unused = condition.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Reentrant; always free when somebody may take it, since a step ends with it let go. */
  private final class StepLock implements Lock {
    private int holds;

    @Override
    public void lock() {
      if (!cut && holds == 0 && isOurs()) {
        Actor self = self();
        if (!self.fresh) {
          next(self, AT_ONCE);
        }
        self.fresh = false;
      }
      holds++;
    }

    @Override
    public void unlock() {
      holds--;
    }

    @Override
    public void lockInterruptibly() {
      lock();
    }

    @Override
    public boolean tryLock() {
      lock();
      return true;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
      return tryLock();
    }

    @Override
    public Condition newCondition() {
      return new StepCondition();
    }
  }

  private final class StepCondition implements Condition {
    private final List<Actor> waiting = new ArrayList<>();

    private boolean waitUntil(long wakeAt) throws InterruptedException {
      Actor self = self();
      int held = lock.holds;
      lock.holds = 0;
      self.signalled = false;
      self.wakeAt = wakeAt;
      waiting.add(self);
      next(self, () -> self.signalled || self.interrupted || nanos >= wakeAt);
      waiting.remove(self);
      self.wakeAt = Long.MAX_VALUE;
      lock.holds = held;
      if (!self.signalled && Thread.interrupted()) {
        throw new InterruptedException();
      }
      return self.signalled;
    }

    @Override
    public void await() throws InterruptedException {
      boolean unused = waitUntil(Long.MAX_VALUE);
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
      return waitUntil(nanos + unit.toNanos(time));
    }

    @Override
    public void signal() {
      signalAll();
    }

    @Override
    public void signalAll() {
      waiting.forEach(actor -> actor.signalled = true);
    }

    @Override
    public void awaitUninterruptibly() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long awaitNanos(long nanosTimeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitUntil(java.util.Date deadline) {
      throw new UnsupportedOperationException();
    }
  }
}
