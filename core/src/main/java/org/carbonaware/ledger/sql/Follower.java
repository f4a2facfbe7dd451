package org.carbonaware.ledger.sql;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.Progressed;
import org.carbonaware.control.ControllerEvent.RunEnded;
import org.carbonaware.control.ControllerEvent.RunFoundComplete;
import org.carbonaware.control.ControllerEvent.RunStarted;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerEvent.Warned;
import org.carbonaware.control.ControllerListener;
import org.carbonaware.ledger.Ledger;
import org.carbonaware.ledger.LedgerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger whose file is copied into the database while it is written. Events go to the ledger and
 * nowhere else: the file is the queue, which no outage fills and no crash empties. So there is one
 * record to trust, and the database can always be made from it again.
 */
final class Follower implements ControllerListener {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  private final Ledger ledger;
  private final FileImport imports;
  private final Duration patience;
  private @Nullable Copier copier;
  private @Nullable ControllerEvent last;

  Follower(Ledger ledger, FileImport imports, Duration patience) {
    this.ledger = ledger;
    this.imports = imports;
    this.patience = patience;
  }

  @Override
  public synchronized void onEvent(ControllerEvent event) {
    if (event instanceof RunStarted || event instanceof RunFoundComplete) {
      finish();
    }
    ledger.onEvent(event);
    last = event;
    if (event instanceof RunStarted started) {
      copier = begin(started.runId());
    } else if (event instanceof RunFoundComplete found) {
      copier = beginIfRecorded(found.runId());
    }
    Copier current = copier;
    if (current != null && !(event instanceof Progressed)) {
      current.grown(event instanceof StateChanged
          || event instanceof RunEnded
          || event instanceof RunFoundComplete);
    }
  }

  private @Nullable Copier begin(String runId) {
    try {
      return Copier.start(ledger.file(runId), imports);
    } catch (LedgerException e) {
      return null; // the ledger does not record such a run either, and has said so
    }
  }

  /** A complete run's end may be told only now, and its copy may have been cut off with it. */
  private @Nullable Copier beginIfRecorded(String runId) {
    try {
      return Files.exists(ledger.file(runId)) ? begin(runId) : null;
    } catch (LedgerException e) {
      return null;
    }
  }

  /** Completes the copy, or says what is missing in it; then completes the record. */
  @Override
  public synchronized void onClose() {
    try {
      finish();
    } finally {
      ledger.onClose();
    }
  }

  private void finish() {
    Copier current = copier;
    ControllerEvent end = last;
    copier = null;
    if (current != null && end != null) {
      Optional<String> missing = current.finish(patience);
      missing.ifPresent(text -> {
        log.warn("{}", text);
        ledger.onEvent(new Warned(end.at(), text));
      });
    }
  }
}
