package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFileTest {
  @Test
  void writesWhatTheFormatSays() throws IOException {
    ByteBuffer values = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    values.putFloat(1.5f).putFloat(-2f).flip();

    byte[] file = bytes(List.of(new Tensor("w", "F32", List.of(2L, 1L), values)));

    ByteBuffer read = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = (int) read.getLong();
    byte[] json = new byte[headerLength];
    read.get(json);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo("{\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}");
    assertThat(read.getFloat()).isEqualTo(1.5f);
    assertThat(read.getFloat()).isEqualTo(-2f);
    assertThat(read.hasRemaining()).isFalse();
  }

  @Test
  void readsWhatItWrote() throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] values = new byte[random.nextInt(20_000)];
      random.nextBytes(values);
      tensors.add(new Tensor(
          "array " + i + " \"ü\"",
          i % 2 == 0 ? "U8" : "I8",
          List.of((long) values.length),
          ByteBuffer.wrap(values)));
    }
    tensors.add(new Tensor("scalar", "U8", List.of(), ByteBuffer.wrap(new byte[] {7})));

    Map<String, Tensor> read = read(bytes(tensors));

    assertThat(List.copyOf(read.values())).isEqualTo(tensors);
  }

  @Test
  void anEmptyFileHasNoArrays() throws IOException {
    assertThat(read(bytes(List.of()))).isEmpty();
  }

  @Test
  void skipsTheMetadataOtherToolsWrite() throws IOException {
    String header =
        "{\"__metadata__\":{},\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
    assertThat(read(file(header, new byte[] {5}))).containsOnlyKeys("w");
  }

  @Test
  void everyFileThatIsCutOffIsRefused() throws IOException {
    byte[] whole = bytes(List.of(
        new Tensor("w", "U8", List.of(3L), ByteBuffer.wrap(new byte[] {1, 2, 3})),
        new Tensor("v", "U8", List.of(2L), ByteBuffer.wrap(new byte[] {4, 5}))));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}",
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,-1]}}",
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,3000000000]}}",
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}",
        "{\"w\":{\"shape\":[1],\"data_offsets\":[0,1]}}",
        "{\"w\":{\"dtype\":\"U8\",\"data_offsets\":[0,1]}}",
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[\"x\"],\"data_offsets\":[0,1]}}",
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,\"\"]}}",
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[null],\"data_offsets\":[0,1]}}",
        "{\"w\":null}",
        "{\"w\":3}",
        "[1,2]",
        "null",
        "not JSON"
      })
  void aHeaderThatIsNotSoundIsRefused(String header) {
    assertThatThrownBy(() -> read(file(header, new byte[] {0, 0, 0})))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(EOFException.class)
        .message()
        .containsAnyOf("array w", "no safetensors file");
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 1L << 20, Integer.MAX_VALUE})
  void noMemoryIsReservedForWhatTheFileCannotHave(long end) throws IOException {
    String header = "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0," + end + "]}}";
    byte[] beginning = file(header, new byte[0]);
    InputStream file = new ByteArrayInputStream(beginning) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        if (length > 0 && available() == 0) {
          throw new AssertionError("reads values, for which memory was reserved");
        }
        return super.read(bytes, offset, length);
      }
    };

    assertThatThrownBy(() -> TensorFile.read(file, beginning.length + 3))
        .isInstanceOf(IOException.class)
        .hasMessage("the file ends within array w");
  }

  @Test
  void aHeaderLongerThanTheFileIsNotReserved() {
    byte[] length = ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(99_999_999)
        .array();

    assertThatThrownBy(() -> read(length))
        .isInstanceOf(IOException.class)
        .hasMessage("the file ends within its header");
  }

  @Test
  void aFileOfAnotherKindIsRefused() {
    assertThatThrownBy(
            () -> read("PK\3\4 some other kind of file".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this is no safetensors file");
  }

  private static byte[] file(String header, byte[] values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    out.write(ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .array());
    out.write(json);
    out.write(values);
    return out.toByteArray();
  }

  private static byte[] bytes(List<Tensor> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TensorFile.write(tensors, out);
    return out.toByteArray();
  }

  private static Map<String, Tensor> read(byte[] file) throws IOException {
    return TensorFile.read(new ByteArrayInputStream(file), file.length);
  }
}
