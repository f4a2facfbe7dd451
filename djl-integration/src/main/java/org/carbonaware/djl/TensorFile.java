package org.carbonaware.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays in the safetensors format (github.com/huggingface/safetensors), which Python reads
 * too: eight bytes of length, little endian, a header in JSON, then the values one after the other.
 *
 * <p>DJL's own writer of that format has room for 2 GiB in all and numbers the values in another
 * order than it names them.
 */
final class TensorFile {
  private static final int LONGEST_HEADER = 100_000_000; // as the format's own readers
  private static final Gson GSON = new Gson();

  private TensorFile() {}

  static void write(Collection<Tensor> tensors, OutputStream out) throws IOException {
    JsonObject header = new JsonObject();
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + tensor.bytes().remaining();
      header.add(tensor.name(), describe(tensor, offset, end));
      offset = end;
    }
    byte[] json = GSON.toJson(header).getBytes(StandardCharsets.UTF_8);
    out.write(littleEndian(8).putLong(0, json.length).array());
    out.write(json);
    WritableByteChannel channel = Channels.newChannel(out);
    for (Tensor tensor : tensors) {
      ByteBuffer bytes = tensor.bytes().duplicate();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static JsonObject describe(Tensor tensor, long begin, long end) {
    JsonArray shape = new JsonArray();
    for (long dimension : tensor.shape().getShape()) {
      shape.add(dimension);
    }
    JsonArray offsets = new JsonArray();
    offsets.add(begin);
    offsets.add(end);
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", tensor.type().asSafetensors());
    entry.add("shape", shape);
    entry.add("data_offsets", offsets);
    return entry;
  }

  /**
   * Reads all arrays of a file, by name.
   *
   * @throws IOException if it is not such a file, or ends too soon
   */
  static Map<String, Tensor> read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    byte[] length = new byte[8];
    data.readFully(length);
    long headerLength = littleEndian(length).getLong();
    if (headerLength < 2 || headerLength > LONGEST_HEADER) {
      throw new IOException("a header of " + headerLength + " bytes is not one of safetensors");
    }
    byte[] json = new byte[(int) headerLength];
    data.readFully(json);
    try {
      return read(
          GSON.fromJson(new String(json, StandardCharsets.UTF_8), JsonObject.class),
          Channels.newChannel(data));
    } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
      throw new IOException("the header is not one of safetensors: " + e.getMessage(), e);
    }
  }

  private static Map<String, Tensor> read(JsonObject header, ReadableByteChannel values)
      throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long position = 0;
    for (Map.Entry<String, JsonElement> named : header.entrySet()) {
      JsonObject entry = named.getValue().getAsJsonObject();
      JsonArray offsets = entry.getAsJsonArray("data_offsets");
      DataType type = DataType.fromSafetensors(entry.get("dtype").getAsString());
      Shape shape = new Shape(GSON.fromJson(entry.get("shape"), long[].class));
      long size = offsets.get(1).getAsLong() - offsets.get(0).getAsLong();
      if (offsets.get(0).getAsLong() != position
          || size != shape.size() * type.getNumOfBytes()
          || size > Integer.MAX_VALUE) {
        throw new IOException("array " + named.getKey() + " is said to be at " + offsets
            + ", which fits neither the array before it nor its shape " + shape);
      }
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) size);
      while (bytes.hasRemaining()) {
        if (values.read(bytes) < 0) {
          throw new IOException("the file ends within array " + named.getKey());
        }
      }
      position += size;
      tensors.put(named.getKey(), new Tensor(named.getKey(), type, shape, bytes.flip()));
    }
    return tensors;
  }

  private static ByteBuffer littleEndian(int length) {
    return littleEndian(new byte[length]);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
