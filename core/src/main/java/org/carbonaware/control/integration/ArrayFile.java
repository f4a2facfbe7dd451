package org.carbonaware.control.integration;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;

/**
 * An array in a checkpoint as its raw bits: type, byte order, length, values. Holds no Java
 * objects, so reading one can't run foreign code.
 */
public final class ArrayFile {
  private static final String MAGIC = "carbon-aware-array/1";
  private static final int BLOCK_BYTES = 1 << 20;

  private ArrayFile() {}

  /**
   * Reads an array's values.
   *
   * @param <T> the framework's array
   */
  @FunctionalInterface
  public interface Values<T> {
    /**
     * Reads all of them.
     *
     * @param in stands at the first value
     * @return the array
     * @throws IOException if it can't be read
     */
    T read(DataInputStream in) throws IOException;
  }

  /**
   * Writes all but the values, which have to follow in the computer's own byte order.
   *
   * @param out where to
   * @param type the type of the values, such as {@code FLOAT}
   * @param length their number
   * @return where to write the values, to be flushed and not closed
   * @throws IOException if the stream fails
   */
  public static DataOutputStream begin(OutputStream out, String type, long length)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF(MAGIC);
    data.writeUTF(type);
    data.writeUTF(ByteOrder.nativeOrder().toString());
    data.writeLong(length);
    return data;
  }

  /**
   * Writes values, in blocks: they may lie outside the Java heap.
   *
   * @param values from position to limit
   * @param out as {@link #begin} gave it
   * @throws IOException if the stream fails
   */
  public static void copy(ByteBuffer values, DataOutputStream out) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    while (values.hasRemaining()) {
      int count = Math.min(block.length, values.remaining());
      values.get(block, 0, count);
      out.write(block, 0, count);
    }
    out.flush();
  }

  /**
   * Reads values, in blocks.
   *
   * @param in as {@link Values} has it
   * @param values filled from position to limit
   * @throws IOException if there are fewer, or the stream fails
   */
  public static void copy(DataInputStream in, ByteBuffer values) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    while (values.hasRemaining()) {
      int count = Math.min(block.length, values.remaining());
      in.readFully(block, 0, count);
      values.put(block, 0, count);
    }
  }

  /**
   * Reads an array of the type and length expected.
   *
   * @param checkpoint where it is
   * @param name its file
   * @param type the type of the values
   * @param length their number
   * @param values reads them
   * @return the array
   * @param <T> the framework's array
   * @throws CheckpointException if it is another array, or can't be read; the message names the
   *     difference
   */
  public static <T> T read(
      Checkpoint checkpoint, String name, String type, long length, Values<T> values) {
    try (InputStream in = checkpoint.open(name)) {
      DataInputStream data = new DataInputStream(in);
      expect("format", MAGIC, data.readUTF());
      expect("type", type, data.readUTF());
      expect("byte order", ByteOrder.nativeOrder().toString(), data.readUTF());
      expect("length", Long.toString(length), Long.toString(data.readLong()));
      return values.read(data);
    } catch (UnexpectedArrayException e) {
      throw new CheckpointException(
          "checkpoint " + checkpoint.location() + " can't be loaded: " + name + " has "
              + e.getMessage() + "; use another checkpoint directory",
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException(
          "checkpoint " + checkpoint.location() + ": " + name + " can't be read: " + e, e);
    }
  }

  private static void expect(String what, String expected, String found)
      throws UnexpectedArrayException {
    if (!expected.equals(found)) {
      throw new UnexpectedArrayException(what + " " + found + ", expected " + expected);
    }
  }

  private static final class UnexpectedArrayException extends IOException {
    private static final long serialVersionUID = 1L;

    UnexpectedArrayException(String difference) {
      super(difference);
    }
  }
}
