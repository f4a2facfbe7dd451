package org.carbonaware.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the write protocol on a real disk. */
class OsFilesTest {
  @TempDir
  Path directory;

  private final OsFiles files = new OsFiles();

  @Test
  void bytesArrive() throws IOException {
    Path file = directory.resolve("file");
    try (DurableFiles.Sink sink = files.createFile(file)) {
      sink.write(1);
      sink.write(new byte[] {9, 2, 3, 9}, 1, 2);
      sink.forceAhead();
      sink.force();
    }
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void aDirectoryThatIsGoneCannotBeForced() {
    assertThatThrownBy(() -> files.forceDirectory(directory.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** As the system tells a failed sync: here because the file is closed. */
  @Test
  void whatCouldNotBePutOnTheDiskIsTold() throws IOException {
    DurableFiles.Sink sink = files.createFile(directory.resolve("file"));
    sink.write(1);
    sink.close();
    assertThatThrownBy(sink::force)
        .isInstanceOf(SyncFailedException.class)
        .satisfies(failure -> assertThat(methods(failure)).doesNotContain("forceAhead"));
  }

  @Test
  void whatFailedMeanwhileIsToldInTheEnd() throws IOException {
    DurableFiles.Sink sink = files.createFile(directory.resolve("file"));
    sink.close();
    sink.forceAhead();
    assertThatThrownBy(sink::force)
        .isInstanceOf(SyncFailedException.class)
        .satisfies(failure -> assertThat(methods(failure)).contains("forceAhead"));
  }

  private static List<String> methods(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .map(StackTraceElement::getMethodName)
        .toList();
  }

  @Test
  void aClosedFileIsNoLongerOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open), "open files are listed in /proc");
    Path file = directory.resolve("file");
    DurableFiles.Sink sink = files.createFile(file);
    assertThat(targets(open)).contains(file.toRealPath());
    sink.close();
    assertThat(targets(open)).doesNotContain(file.toRealPath());
  }

  private static List<Path> targets(Path open) throws IOException {
    try (Stream<Path> numbers = Files.list(open)) {
      return numbers.flatMap(OsFilesTest::target).toList();
    }
  }

  private static Stream<Path> target(Path number) {
    try {
      return Stream.of(Files.readSymbolicLink(number));
    } catch (IOException e) {
      return Stream.empty(); // closed meanwhile
    }
  }
}
