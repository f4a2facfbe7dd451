package org.carbonaware.cli.exec;

/** What is told to the person who started a program. Safe for several threads. */
public interface Notices {
  /**
   * Something worth knowing, in one line.
   *
   * @param text without a line break
   */
  void tell(String text);

  /**
   * How the run went, once, at its end.
   *
   * @param closing the figures
   */
  void close(Closing closing);
}
