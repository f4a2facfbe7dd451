package org.carbonaware.control;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Threads that have called {@code System.exit}: they wait in there until the process is gone. */
final class EndingProcess {
  private EndingProcess() {}

  /** Whether a thread, if any, is one of them, so that nobody has to wait for it. */
  static boolean waitsFor(@Nullable Thread thread) {
    return thread != null
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
  }
}
