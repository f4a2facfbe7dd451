package org.carbonaware.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForeignFilesTest {
  private static final String DEVICE = "is a device or a pipe, no regular file";

  @TempDir
  Path folder;

  private Path file(String content, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Path pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(
            new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start().waitFor())
        .isZero();
    return pipe;
  }

  private static void refused(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading).isInstanceOf(UnfitFileException.class).hasMessage(message);
  }

  @Test
  void readsWhatIsNotTooLong() throws Exception {
    Path file = file("12345678", "rw-r--r--");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThat(ForeignFiles.read(link, 8)).isEqualTo(Files.readAllBytes(file));
    try (InputStream in = ForeignFiles.open(link)) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
    refused(() -> ForeignFiles.read(link, 7), "has more than 7 bytes");
  }

  @Test
  void doesNotReadHugeFilesToRefuseThem() throws Exception {
    Path file = folder.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    refused(() -> ForeignFiles.read(file, 1000), "has more than 1000 bytes");
  }

  /** Some say that they are empty. */
  @Test
  void whatHasMoreThanItSaysIsRefused() {
    Path file = Path.of("/proc/self/status");
    assumeTrue(Files.exists(file));
    refused(() -> ForeignFiles.read(file, 10), "has more than 10 bytes");
  }

  @Test
  void waitsForNobody() throws Exception {
    Path pipe = pipe();
    for (ThrowingCallable reading : new ThrowingCallable[] {
      () -> ForeignFiles.open(pipe),
      () -> ForeignFiles.openStream(pipe),
      () -> ForeignFiles.read(pipe, 8),
      () -> ForeignFiles.readPrivate(pipe, 8)
    }) {
      refused(reading, DEVICE);
    }
    refused(() -> ForeignFiles.open(Path.of("/dev/zero")), DEVICE);
    refused(() -> ForeignFiles.openStream(Path.of("/dev/zero")), DEVICE);
    refused(() -> ForeignFiles.open(folder), "is a directory");
    assertThatThrownBy(() -> ForeignFiles.open(folder.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aPipeOfTheShellIsRead() throws Exception {
    Path pipe = Path.of("/dev/stdin");
    assumeTrue(Files.exists(pipe));
    ForeignFiles.openStream(pipe).close();
  }

  @Test
  void secretsAreTheirOwners() throws Exception {
    assertThat(ForeignFiles.readPrivate(file("k\u00e4y", "rw-------"), 8)).isEqualTo("k\u00e4y");
    Path open = file("key", "rw-r-----");
    assertThatThrownBy(() -> ForeignFiles.readPrivate(open, 8))
        .isInstanceOfSatisfying(
            UnfitFileException.class, e -> assertThat(e.isOpenToOthers()).isTrue())
        .hasMessage("is open to others; expected mode 600: chmod 600 " + open);
    assertThatThrownBy(() -> ForeignFiles.readPrivate(file("123456789", "rw-------"), 8))
        .isInstanceOfSatisfying(
            UnfitFileException.class, e -> assertThat(e.isOpenToOthers()).isFalse())
        .hasMessage("has more than 8 bytes");
  }
}
