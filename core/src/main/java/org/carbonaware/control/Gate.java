package org.carbonaware.control;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.carbonaware.checkpoint.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * Where training threads pass between two batches. Open, it costs one memory read and allocates
 * nothing; closed, it holds the thread. Safe for any number of threads.
 */
public final class Gate {
  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(Gate.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Standstill standstill;

  // Read on every batch. Opaque access is enough: whoever sees it late stops one batch later.
  @SuppressWarnings("UnusedVariable") // read and written through CLOSED
  private boolean closed;

  Gate(Standstill standstill) {
    this.standstill = standstill;
  }

  /**
   * Passes, or stands still while the controller wants it to. The caller must be at a safe point: a
   * moment at which {@code state} can be captured exactly.
   *
   * @param state captures the training's state; null if this caller can't (it is then held, but
   *     never saved here)
   * @throws TrainingSuspendedException if the training is to leave the process; let it pass
   */
  public void safePoint(@Nullable TrainingState state) {
    if (isClosed()) {
      standstill.stopHere(state);
    }
  }

  /**
   * Announces a thread that trains and will pass this gate. A pause then waits for all announced
   * threads (a limited time for those that do not come) before one of them saves. Not needed for a
   * single training thread.
   *
   * @param thread the thread
   */
  public void join(Thread thread) {
    standstill.join(thread);
  }

  /**
   * Takes an announcement back: the thread will not pass this gate for now, and no pause has to
   * wait for it.
   *
   * @param thread the thread
   */
  public void leave(Thread thread) {
    standstill.leave(thread);
  }

  boolean isClosed() {
    return (boolean) CLOSED.getOpaque(this);
  }

  void set(boolean nowClosed) {
    CLOSED.setOpaque(this, nowClosed);
  }
}
