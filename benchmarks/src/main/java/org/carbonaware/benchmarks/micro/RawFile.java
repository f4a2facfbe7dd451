package org.carbonaware.benchmarks.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file written and read as fast as Java can, without any check. */
final class RawFile {
  private static final int BLOCK_BYTES = 1 << 20;

  private RawFile() {}

  /** Writes a new file and waits until it is on the disk. */
  static void write(Path file, List<ByteBuffer> arrays) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (ByteBuffer array : arrays) {
        for (int at = 0; at < array.capacity(); at += BLOCK_BYTES) {
          ByteBuffer block = array.slice(at, Math.min(BLOCK_BYTES, array.capacity() - at));
          while (block.hasRemaining()) {
            channel.write(block);
          }
        }
      }
      channel.force(true);
    }
  }

  /** Reads it into new memory: it has to go somewhere. */
  static List<ByteBuffer> read(Path file, List<ByteBuffer> like) throws IOException {
    List<ByteBuffer> arrays = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (ByteBuffer each : like) {
        ByteBuffer array = ByteBuffer.allocateDirect(each.capacity());
        while (array.hasRemaining()) {
          array.limit(Math.min(array.capacity(), array.position() + BLOCK_BYTES));
          if (channel.read(array) < 0) {
            throw new IOException(file + " is too short");
          }
          array.limit(array.capacity());
        }
        arrays.add(array);
      }
    }
    return arrays;
  }
}
