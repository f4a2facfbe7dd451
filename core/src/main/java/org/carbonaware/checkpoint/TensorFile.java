package org.carbonaware.checkpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Named arrays in one file of the safetensors format (https://github.com/huggingface/safetensors),
 * which other tools read too, Python's among them: eight bytes with the length of a header, little
 * endian, the header in JSON, then the values one array after the other.
 */
public final class TensorFile {
  private static final int LONGEST_HEADER = 100_000_000; // as the format's own readers
  private static final int BLOCK_BYTES = 1 << 16; // stays in a processor's cache
  private static final String METADATA = "__metadata__";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JavaType HEADER =
      MAPPER.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Entry.class);

  /** An entry of the header; {@link #METADATA} fills none of it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Entry(
      @Nullable String dtype,
      @Nullable List<@Nullable Long> shape,
      @JsonProperty("data_offsets") @Nullable List<@Nullable Long> offsets) {}

  private TensorFile() {}

  /**
   * A file of a snapshot.
   *
   * @param name its name
   * @param tensors the arrays, each with a distinct name; not copied
   * @return the file
   */
  public static Snapshot.File of(String name, Collection<Tensor> tensors) {
    return new Snapshot.File(name, out -> write(tensors, out));
  }

  /**
   * Reads a file of a checkpoint.
   *
   * @param checkpoint where it is
   * @param name its name
   * @return the arrays by name
   * @throws CheckpointException if it can't be read
   */
  public static Map<String, Tensor> read(Checkpoint checkpoint, String name) {
    try (InputStream in = checkpoint.open(name)) {
      long bytes = checkpoint.manifest().files().stream()
          .filter(file -> file.name().equals(name))
          .mapToLong(Manifest.Entry::bytes)
          .findFirst()
          .orElseThrow();
      return read(in, bytes);
    } catch (IOException e) {
      throw new CheckpointException(
          "checkpoint " + checkpoint.location() + ": " + name + " can't be read: " + e, e);
    }
  }

  /**
   * Writes arrays.
   *
   * @param tensors the arrays, each with a distinct name
   * @param out where to; not closed
   * @throws IOException if that fails
   */
  public static void write(Collection<Tensor> tensors, OutputStream out) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + tensor.bytes().remaining();
      Map<String, Object> entry = new LinkedHashMap<>(); // the same bytes in every process
      entry.put("dtype", tensor.type());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(offset, end));
      header.put(tensor.name(), entry);
      offset = end;
    }
    byte[] json = MAPPER.writeValueAsBytes(header);
    out.write(littleEndian(new byte[Long.BYTES]).putLong(json.length).array());
    out.write(json);
    byte[] block = new byte[BLOCK_BYTES];
    for (Tensor tensor : tensors) {
      ByteBuffer bytes = tensor.bytes().duplicate();
      while (bytes.hasRemaining()) {
        int count = Math.min(block.length, bytes.remaining());
        bytes.get(block, 0, count);
        out.write(block, 0, count);
      }
    }
  }

  /**
   * Reads all arrays of a file into memory outside the heap. A header that promises more than the
   * file has makes this reserve none of it.
   *
   * @param in the file; read to the end of the last array, not closed
   * @param fileBytes how many bytes it has
   * @return the arrays by name, in the order of the file
   * @throws IOException if it can't be read, is no such file, ends too soon, or has an array of
   *     more than 2 GiB
   */
  public static Map<String, Tensor> read(InputStream in, long fileBytes) throws IOException {
    long headerLength = littleEndian(headerBytes(in, Long.BYTES)).getLong();
    if (headerLength < 2 || headerLength > LONGEST_HEADER) {
      throw new IOException("this is no safetensors file: its header would have " + headerLength
          + " bytes, expected 2 to " + LONGEST_HEADER);
    }
    long valueBytes = fileBytes - Long.BYTES - headerLength;
    if (valueBytes < 0) {
      throw new IOException("the file ends within its header");
    }
    byte[] json = headerBytes(in, (int) headerLength);
    Map<String, @Nullable Entry> header;
    try {
      header = MAPPER.readValue(json, HEADER);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "this is no safetensors file: its header can't be read: " + e.getOriginalMessage(), e);
    }
    if (header == null) {
      throw new IOException("this is no safetensors file: its header is null");
    }
    return read(header, in, valueBytes);
  }

  private static Map<String, Tensor> read(
      Map<String, @Nullable Entry> header, InputStream values, long valueBytes) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    header.remove(METADATA);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long position = 0;
    for (Map.Entry<String, @Nullable Entry> named : header.entrySet()) {
      String name = named.getKey();
      Entry entry = named.getValue();
      List<Long> offsets = entry == null ? List.of() : numbers(entry.offsets());
      List<Long> shape = entry == null ? List.of() : numbers(entry.shape());
      if (entry == null
          || entry.dtype() == null
          || entry.shape() == null
          || shape.size() != entry.shape().size()
          || offsets.size() != 2) {
        throw new IOException(
            "array " + name + " has no dtype, shape or data_offsets in the file's header");
      }
      long begin = offsets.get(0);
      long size = offsets.get(1) - begin;
      if (begin != position || size < 0 || size > Integer.MAX_VALUE) {
        throw new IOException(
            "array " + name + " is said to be at bytes " + begin + " to " + offsets.get(1)
                + ": expected it to begin at " + position + " and to have up to 2 GiB");
      }
      if (size > valueBytes - position) {
        throw new IOException("the file ends within array " + name);
      }
      tensors.put(
          name, new Tensor(name, entry.dtype(), shape, bytes(name, (int) size, values, block)));
      position += size;
    }
    return tensors;
  }

  /** Those that are numbers: an empty text is read as null. */
  private static List<Long> numbers(@Nullable List<@Nullable Long> read) {
    return read == null ? List.of() : read.stream().flatMap(Stream::ofNullable).toList();
  }

  private static byte[] headerBytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("the file ends within its header");
    }
    return bytes;
  }

  private static ByteBuffer bytes(String name, int size, InputStream values, byte[] block)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size);
    while (bytes.hasRemaining()) {
      int read = values.read(block, 0, Math.min(block.length, bytes.remaining()));
      if (read < 0) {
        throw new IOException("the file ends within array " + name);
      }
      bytes.put(block, 0, read);
    }
    return bytes.flip();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
