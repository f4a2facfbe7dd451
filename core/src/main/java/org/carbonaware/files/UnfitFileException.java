package org.carbonaware.files;

import java.io.IOException;

/** A file is none that can be used. The message goes on behind the file's name. */
public final class UnfitFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean openToOthers;

  UnfitFileException(String message) {
    this(message, false);
  }

  UnfitFileException(String message, boolean openToOthers) {
    super(message);
    this.openToOthers = openToOthers;
  }

  /**
   * Whether it would do if nobody but its owner could use it.
   *
   * @return true if the message says how that is done
   */
  public boolean isOpenToOthers() {
    return openToOthers;
  }
}
