package org.carbonaware.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Everything a ledger does to its open file, so that a test can let each step fail. */
interface LedgerDisk extends AutoCloseable {
  /** Writes all bytes at a position, or throws with some of them written. */
  void write(long position, byte[] bytes) throws IOException;

  /** Cuts the file off. */
  void truncate(long length) throws IOException;

  /** Waits until all that was written is on the device. */
  void force() throws IOException;

  @Override
  void close() throws IOException;

  /** Opens an existing file. */
  static LedgerDisk open(Path path) throws IOException {
    // Not a FileChannel, which an interrupt of the closing thread would close before the last line.
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    return new LedgerDisk() {
      @Override
      public void write(long position, byte[] bytes) throws IOException {
        file.seek(position);
        file.write(bytes);
      }

      @Override
      public void truncate(long length) throws IOException {
        file.setLength(length);
      }

      @Override
      public void force() throws IOException {
        file.getFD().sync();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
