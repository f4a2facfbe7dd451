package org.carbonaware.ledger.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.carbonaware.files.FileFailure;
import org.carbonaware.ledger.LedgerException;
import org.carbonaware.ledger.sql.FileImport.Copied;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies one growing file into the database on a thread of its own. It copies whatever is new each
 * time, so a slow database gets larger batches and not a longer queue.
 */
final class Copier implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Copier.class);

  /** Between two copies: one transaction a second is enough for whoever watches. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LAST_TRIES = Duration.ofMillis(100);

  /** Lines until the figures are renewed though the state stays: at least these, or a tenth. */
  private static final long FEW_LINES = 100;

  private final Path file;
  private final FileImport imports;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // All below are guarded by the lock.
  private boolean grown;
  private boolean figuresDue = true;
  private boolean finishing;
  private boolean givenUp;
  private boolean complete;
  private @Nullable Copied copied;
  private long figuresLines;
  private String failure = "the database has not answered in time";
  private boolean hopeless;
  private int failures;

  private Copier(Path file, FileImport imports) {
    this.file = file;
    this.imports = imports;
  }

  static Copier start(Path file, FileImport imports) {
    Copier copier = new Copier(file, imports);
    Thread thread = new Thread(copier, "carbon-sql-ledger");
    thread.setDaemon(true); // a database that hangs must not keep the process
    thread.start();
    return copier;
  }

  /** The file has more lines. */
  void grown(boolean figures) {
    lock.lock();
    try {
      grown = true;
      figuresDue |= figures;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the last copy, and says what is missing if it does not come. */
  Optional<String> finish(Duration patience) {
    signal(() -> finishing = true);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      signal(() -> givenUp = true);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    lock.lock();
    try {
      return complete ? Optional.empty() : Optional.of(missing());
    } finally {
      lock.unlock();
    }
  }

  private void signal(Runnable change) {
    lock.lock();
    try {
      change.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private String missing() {
    long there = copied == null ? 0 : copied.to().lines();
    return "the SQL ledger has the first " + there + " lines of this run for sure, and maybe none"
        + " after them: " + failure + "; import them with carbon-trainer import "
        + file.toAbsolutePath().getParent() + " --to its address, or SqlLedger.importFile";
  }

  @Override
  public void run() {
    try {
      boolean last;
      do {
        last = awaitWork();
        copy(last);
      } while (goesOn(last));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody of ours does that; what is missing will be told
    } finally {
      ended.countDown();
    }
  }

  private boolean goesOn(boolean last) {
    lock.lock();
    try {
      return !givenUp && !complete && !(last && hopeless);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to copy and time for it; says whether it is the last copy. */
  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      long nanos = copied == null && failures == 0 ? 0 : pause().toNanos();
      while (nanos > 0 && !finishing) {
        nanos = news.awaitNanos(nanos);
      }
      nanos = failures == 0 ? 0 : Math.min(nanos, LAST_TRIES.toNanos());
      while (nanos > 0 && !givenUp) {
        nanos = news.awaitNanos(nanos);
      }
      while (!grown && !finishing) {
        news.await();
      }
      return finishing;
    } finally {
      lock.unlock();
    }
  }

  private Duration pause() {
    Duration pause = PACE.multipliedBy(1L << Math.min(failures, 10));
    return pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT;
  }

  private void copy(boolean last) {
    boolean figures;
    Copied before;
    lock.lock();
    try {
      before = copied;
      figures = last || figuresDue || before == null || hasGrownMuch(before.to().lines());
      grown = false;
      figuresDue = false;
    } finally {
      lock.unlock();
    }
    try {
      force();
      Optional<Copied> done =
          figures || before == null ? Optional.empty() : imports.rest(file, before);
      if (done.isPresent()) {
        succeeded(done.get(), figuresLines, last);
      } else {
        Copied whole = imports
            .whole(file)
            .orElseThrow(() -> new LedgerException(file + " has no complete line", null));
        succeeded(whole, whole.to().lines(), last);
      }
    } catch (RuntimeException | LinkageError e) {
      failed(e);
    }
  }

  private boolean hasGrownMuch(long lines) {
    return lines - figuresLines > Math.max(FEW_LINES, figuresLines / 10);
  }

  private void succeeded(Copied done, long figures, boolean last) {
    lock.lock();
    try {
      copied = done;
      figuresLines = figures;
      complete = last;
      if (failures > 0) {
        log.info("the SQL ledger gets lines again, from {}", file);
      }
      failures = 0;
      failure = "the database has not answered in time";
      hopeless = false;
    } finally {
      lock.unlock();
    }
  }

  private void failed(Throwable e) {
    lock.lock();
    try {
      grown = true;
      figuresDue = true;
      failure = String.valueOf(e.getMessage());
      hopeless = !(e.getCause() instanceof SQLException);
      if (failures++ == 0) {
        log.warn("the SQL ledger gets no lines now; the record is complete in {}", file, e);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is not on the device yet could still be lost there, and must not be known here alone. */
  private void force() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw new LedgerException("can't read the ledger " + file + ": " + FileFailure.reason(e), e);
    }
  }
}
