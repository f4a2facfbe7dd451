package org.carbonaware.grid.document;

/** Where a document is. Safe for several threads; blocks. */
interface Origin {
  /** What people call it: the last part of its path. */
  String name();

  /**
   * The document as it is now, read again only if it changed.
   *
   * @throws org.carbonaware.grid.GridException if it cannot be had or is damaged
   */
  Document document();
}
