package org.carbonaware.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.carbonaware.grid.GridException;
import org.carbonaware.grid.http.ApiKey;
import org.carbonaware.grid.http.Credentials;

/** Files with keys: what is in them is told to nobody, whatever it is. */
final class KeyFileFuzz {
  /** Shorter texts are in messages by chance. */
  private static final int TELLING = 12;

  private KeyFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Path file = Scratch.file("key", input);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String content = new String(input, StandardCharsets.UTF_8);
    attempt(content, () -> ApiKey.fromFile(file).toString());
    attempt(content, () -> Credentials.fromFile(file).toString());
  }

  private static void attempt(String content, java.util.function.Supplier<String> reading) {
    String said;
    try {
      said = reading.get();
    } catch (GridException refused) {
      TraceFuzz.said(refused);
      said = String.valueOf(refused.getMessage());
    }
    for (String line : content.split("\\R", -1)) {
      if (line.strip().length() >= TELLING && said.contains(line.strip())) {
        throw new AssertionError("a secret is told: " + said);
      }
    }
  }

  static List<byte[]> seeds() {
    return List.of(
        Scratch.text("k3y-of-nobody-at-all\n"), Scratch.text("user@example.org\npassw0rd: x\n"));
  }
}
