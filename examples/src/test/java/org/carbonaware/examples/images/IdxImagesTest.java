package org.carbonaware.examples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxImagesTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir
  Path folder;

  @BeforeEach
  void writeThreeTrainingAndTwoTestImages() throws IOException {
    write(IMAGES, images(0x803, 3, 2, 2, 12));
    write(LABELS, labels(0x801, 3, 7, 0, 9));
    write("t10k-images-idx3-ubyte", images(0x803, 2, 2, 2, 8));
    write("t10k-labels-idx1-ubyte", labels(0x801, 2, 1, 2));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    ImageSplit split = IdxImages.read(folder);

    assertThat(split.train().size()).isEqualTo(3);
    assertThat(split.train().width()).isEqualTo(2);
    assertThat(split.train().label(2)).isEqualTo(9);
    assertThat(split.train().grey(2, 3)).isEqualTo(200 + 11);
    assertThat(split.test().size()).isEqualTo(2);
    assertThat(split.test().classNames()).hasSize(10).startsWith("0").endsWith("9");
  }

  @Test
  void readsCompressedFilesAlike() throws IOException {
    String plain = IdxImages.read(folder).train().sha256();
    compress(IMAGES);
    compress(LABELS);

    assertThat(IdxImages.read(folder).train().sha256()).isEqualTo(plain);
  }

  @Test
  void stopsAtTheLimit() throws IOException {
    ImageSplit split = IdxImages.read(folder, 2, 1);

    assertThat(split.train().size()).isEqualTo(2);
    assertThat(split.train().grey(1, 3)).isEqualTo(200 + 7);
    assertThat(split.test().size()).isEqualTo(1);
    assertThatThrownBy(() -> IdxImages.read(folder, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheMissingFile() throws IOException {
    Files.delete(folder.resolve(LABELS));

    assertFault(LABELS + ": not found, nor " + LABELS + ".gz beside it");
  }

  @Test
  void refusesTheWrongKindOfFile() throws IOException {
    write(IMAGES, labels(0x801, 3, 7, 0, 9));

    assertFault(IMAGES + ": magic number is 0x00000801; 0x00000803 is right");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 9, 15})
  void refusesAFileThatEndsInItsHeader(int length) throws IOException {
    write(IMAGES, Arrays.copyOf(images(0x803, 3, 2, 2, 12), length));

    assertFault(IMAGES + ": ends before its");
  }

  @Test
  void refusesAFileThatEndsInItsBody() throws IOException {
    write(IMAGES, images(0x803, 3, 2, 2, 11));

    assertFault(IMAGES + ": ends after 11 bytes of its body; 12 is right");
  }

  @Test
  void refusesAFileThatGoesOn() throws IOException {
    write(IMAGES, images(0x803, 3, 2, 2, 13));

    assertFault(IMAGES + ": goes on after 12 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025, Integer.MAX_VALUE})
  void refusesImpossibleSides(int side) throws IOException {
    write(IMAGES, images(0x803, 3, side, 2, 12));

    assertFault(
        IMAGES + ": rows per image is " + Integer.toUnsignedLong(side) + "; 1 to 1024 is right");
  }

  @Test
  void takesNoMemoryForImagesThatAreOnlyAnnounced() throws IOException {
    write(IMAGES, images(0x803, 1_000_000, 32, 32, 12));
    write(LABELS, labels(0x801, 1_000_000));
    assertFault(LABELS + ": ends after 0 bytes of its body; 1000000 is right");

    write(LABELS, images(0x801, 1_000_000, 0, 0, 1_000_000 - 8, (byte) 0));
    assertFault(IMAGES + ": ends after 12 bytes of its body; 1024000000 is right");
  }

  @Test
  void refusesMoreThanAnArrayHolds() throws IOException {
    write(IMAGES, images(0x803, 2_000_000, 1024, 1024, 12));
    write(LABELS, images(0x801, 2_000_000, 0, 0, 2_000_000 - 8, (byte) 0));

    assertFault(IMAGES + ": announces 2097152000000 bytes; at most 1073741824");
  }

  @Test
  void refusesALabelThatIsNoClass() throws IOException {
    write(LABELS, labels(0x801, 3, 7, 200, 9));

    assertFault(LABELS + ": label 1 is 200; 0 to 9 is right");
  }

  @Test
  void refusesUnequalCounts() throws IOException {
    write(LABELS, labels(0x801, 2, 7, 0));

    assertFault(LABELS + ": has 2 labels for 3 images");
  }

  @Test
  void refusesTestImagesOfAnotherSize() throws IOException {
    write("t10k-images-idx3-ubyte", images(0x803, 2, 1, 4, 8));

    assertFault("train images are 2 x 2 pixels but t10k images 4 x 1");
  }

  @Test
  void refusesDamagedCompression() throws IOException {
    compress(IMAGES);
    byte[] whole = Files.readAllBytes(folder.resolve(IMAGES + ".gz"));

    write(IMAGES + ".gz", Arrays.copyOf(whole, whole.length - 10));
    assertFault(IMAGES + ".gz: is damaged or cut short");

    write(IMAGES + ".gz", new byte[] {1, 2, 3, 4});
    assertFault(IMAGES + ".gz: is not a gzip file");
  }

  private void assertFault(String message) {
    assertThatThrownBy(() -> IdxImages.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(message)
        .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\n"));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private void compress(String name) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
      out.write(Files.readAllBytes(folder.resolve(name)));
    }
    Files.delete(folder.resolve(name));
  }

  private static byte[] images(int magic, int count, int rows, int columns, int bodyBytes)
      throws IOException {
    byte[] bytes = images(magic, count, rows, columns, bodyBytes, (byte) 0);
    for (int i = 16; i < bytes.length; i++) {
      bytes[i] = (byte) (200 + i - 16);
    }
    return bytes;
  }

  private static byte[] images(
      int magic, int count, int rows, int columns, int bodyBytes, byte value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    out.writeInt(count);
    out.writeInt(rows);
    out.writeInt(columns);
    byte[] body = new byte[bodyBytes];
    Arrays.fill(body, value);
    out.write(body);
    return bytes.toByteArray();
  }

  private static byte[] labels(int magic, int count, int... labels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    out.writeInt(count);
    for (int label : labels) {
      out.writeByte(label);
    }
    return bytes.toByteArray();
  }
}
