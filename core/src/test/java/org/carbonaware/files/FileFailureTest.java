package org.carbonaware.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {
  @TempDir
  Path folder;

  private interface Failing {
    void run() throws IOException;
  }

  private static String reason(Failing call) {
    return FileFailure.reason(catchThrowableOfType(IOException.class, call::run));
  }

  @Test
  void theReasonIsWordsWithoutThePath() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(reason(() -> Files.readString(folder.resolve("none"))))
        .isEqualTo("no such file or directory");
    assertThat(reason(() -> Files.createFile(file))).isEqualTo("a file of that name is there");
    assertThat(FileFailure.reason(new NotDirectoryException("/a"))).isEqualTo("no directory");
    assertThat(reason(() -> Files.createDirectory(file.resolve("within"))))
        .doesNotContain(folder.toString());
    assertThat(FileFailure.reason(new AccessDeniedException("/a"))).isEqualTo("permission denied");
    assertThat(FileFailure.reason(new FileSystemException("/a", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(FileFailure.reason(new MalformedInputException(1))).isEqualTo("it is no UTF-8 text");
  }

  @Test
  void whatIsNotOfTheFileSystemKeepsItsWordsOrIsNamed() {
    assertThat(FileFailure.reason(new IOException("Input/output error")))
        .isEqualTo("Input/output error");
    assertThat(FileFailure.reason(new EOFException())).isEqualTo("EOFException");
  }
}
