package org.carbonaware.checkpoint;

import java.io.InputStream;

/**
 * A complete checkpoint that was found sound. Reading it needs no lock; the store may prune it
 * later.
 */
public interface Checkpoint {
  /**
   * What is in it.
   *
   * @return the manifest
   */
  Manifest manifest();

  /**
   * Where it is, for messages.
   *
   * @return a path or other locator
   */
  String location();

  /**
   * Opens one of its files.
   *
   * @param name a name from the manifest
   * @return the bytes, buffered; the caller closes the stream
   * @throws CheckpointException if there is no such file or it can't be read
   */
  InputStream open(String name);
}
