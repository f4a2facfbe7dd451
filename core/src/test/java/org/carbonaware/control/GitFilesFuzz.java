package org.carbonaware.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The files in which Git says where a work tree stands, each behind a NUL: none may stop a run. */
public final class GitFilesFuzz {
  private static final List<String> NAMES =
      List.of("HEAD", "packed-refs", "refs/heads/main", "commondir");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Path TREE = tree();

  private GitFilesFuzz() {}

  private static Path tree() {
    try {
      Path tree = Files.createTempDirectory("fuzz");
      Files.createDirectories(tree.resolve(".git/refs/heads"));
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the files and asks for the commit.
   *
   * @param input the files' bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] contents = new String(input, StandardCharsets.ISO_8859_1).split("\0", NAMES.size());
    try {
      for (int i = 0; i < NAMES.size(); i++) {
        Path file = TREE.resolve(".git").resolve(NAMES.get(i));
        if (i < contents.length) {
          Files.write(file, contents[i].getBytes(StandardCharsets.ISO_8859_1));
        } else {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GitCommit.of(TREE).filter(commit -> !COMMIT.matcher(commit).matches()).ifPresent(commit -> {
      throw new AssertionError("no commit: " + commit);
    });
  }

  /**
   * Sound files to begin with.
   *
   * @return their bytes
   */
  public static List<byte[]> seeds() {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    return List.of(
        bytes(commit + "\n"),
        bytes("ref: refs/heads/main\n\0\0" + commit + "\n"),
        bytes("ref: refs/heads/other\n\0# pack-refs\n" + commit + " refs/heads/other\n"),
        bytes(
            "ref: refs/heads/main\n\0" + commit + " refs/heads/x\n\0ref: refs/heads/x\0../.git\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
