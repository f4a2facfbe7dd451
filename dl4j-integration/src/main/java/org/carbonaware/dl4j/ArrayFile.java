package org.carbonaware.dl4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array as its raw bits: type, length, byte order, values. Copied in blocks, which is many times
 * faster than ND4J's own writer; arrays beyond 2 GiB, which have no such view, go through that
 * writer. Holds no Java objects, so reading one can't run foreign code.
 */
final class ArrayFile {
  private static final String MAGIC = "carbon-aware-array/1";
  private static final int BLOCK_BYTES = 1 << 20;

  private ArrayFile() {}

  /** Writes a vector that is no view into another array. */
  static void write(INDArray vector, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF(MAGIC);
    data.writeUTF(vector.dataType().name());
    data.writeUTF(ByteOrder.nativeOrder().toString());
    data.writeLong(vector.length());
    if (tooLongForView(vector.dataType(), vector.length())) {
      Nd4j.write(vector, data);
      return;
    }
    byte[] block = new byte[BLOCK_BYTES];
    ByteBuffer values = vector.data().asNio();
    while (values.hasRemaining()) {
      int count = Math.min(block.length, values.remaining());
      values.get(block, 0, count);
      data.write(block, 0, count);
    }
    data.flush();
  }

  /** Reads a vector of the type and length expected. */
  static INDArray read(InputStream in, DataType type, long length) throws IOException {
    DataInputStream data = new DataInputStream(in);
    expect("format", MAGIC, data.readUTF());
    expect("type", type.name(), data.readUTF());
    expect("byte order", ByteOrder.nativeOrder().toString(), data.readUTF());
    expect("length", Long.toString(length), Long.toString(data.readLong()));
    if (tooLongForView(type, length)) {
      return Nd4j.read(data);
    }
    INDArray vector = Nd4j.createUninitialized(type, length);
    byte[] block = new byte[BLOCK_BYTES];
    ByteBuffer values = vector.data().asNio();
    while (values.hasRemaining()) {
      int count = Math.min(block.length, values.remaining());
      data.readFully(block, 0, count);
      values.put(block, 0, count);
    }
    Nd4j.getAffinityManager().tagLocation(vector, AffinityManager.Location.HOST);
    return vector;
  }

  private static boolean tooLongForView(DataType type, long length) {
    return length * type.width() > Integer.MAX_VALUE;
  }

  private static void expect(String what, String expected, String found)
      throws UnexpectedArrayException {
    if (!expected.equals(found)) {
      throw new UnexpectedArrayException(what + " " + found + ", expected " + expected);
    }
  }

  /** The array is not the one that was asked for; the message names the difference. */
  static final class UnexpectedArrayException extends IOException {
    private static final long serialVersionUID = 1L;

    UnexpectedArrayException(String difference) {
      super(difference);
    }
  }
}
