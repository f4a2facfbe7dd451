package org.carbonaware.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip data of any number of members. Java's own stream calls itself for each empty one, so
 * that a small file of them exhausts the stack. Not safe for several threads.
 */
public final class GzipMembers extends GZIPInputStream {
  private static final int CHUNK = 1 << 15;
  private static final int MOST_EMPTY = 1000;

  private boolean reading;

  /**
   * Takes over a stream and reads the first header.
   *
   * @param packed the data
   * @throws ZipException if it is no gzip data
   * @throws IOException if it can't be read
   */
  public GzipMembers(InputStream packed) throws IOException {
    super(packed, CHUNK);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (reading) {
      return 0; // called by itself behind an empty member
    }
    reading = true;
    try {
      for (int empty = 0; empty <= MOST_EMPTY; empty++) {
        int count = super.read(buffer, offset, length);
        if (count != 0 || length == 0) {
          return count;
        }
      }
      throw new ZipException("more than " + MOST_EMPTY + " empty members");
    } finally {
      reading = false;
    }
  }
}
