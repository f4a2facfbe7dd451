package org.carbonaware.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carbonaware.files.ForeignFiles;

/**
 * The commit that a directory of a Git work tree stands at, read from Git's own files: a process
 * that forks holds its memory twice for a moment.
 */
final class GitCommit {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern REF = Pattern.compile("refs/[^\\s:\\\\]+");
  private static final int LONGEST_LINE = 4096;
  private static final int LARGEST_FILE = 16 << 20; // some 200,000 refs
  private static final int MOST_HOPS = 5;

  private GitCommit() {}

  /** The commit; empty outside of a work tree, before a first commit, or if it can't be read. */
  static Optional<String> of(Path directory) {
    try {
      for (Path each = directory; each != null; each = each.getParent()) {
        Path git = each.resolve(".git");
        if (Files.exists(git)) {
          return in(Files.isDirectory(git) ? git : linked(git, each));
        }
      }
      return Optional.empty();
    } catch (IOException | UncheckedIOException | InvalidPathException | SecurityException e) {
      return Optional.empty();
    }
  }

  /** A linked work tree or a submodule has a file that names the directory. */
  private static Path linked(Path file, Path workTree) throws IOException {
    String line = firstLine(file);
    if (!line.startsWith("gitdir:")) {
      throw new IOException(file + " names no directory");
    }
    return workTree.resolve(line.substring("gitdir:".length()).strip());
  }

  private static Optional<String> in(Path git) throws IOException {
    Path shared = git.resolve("commondir");
    Path common = Files.exists(shared) ? git.resolve(firstLine(shared)) : git;
    String value = firstLine(git.resolve("HEAD"));
    for (int hop = 0; hop < MOST_HOPS && value.startsWith("ref:"); hop++) {
      String ref = value.substring("ref:".length()).strip();
      if (!REF.matcher(ref).matches() || ref.contains("..")) {
        return Optional.empty();
      }
      Path own = git.resolve(ref);
      Path loose = Files.exists(own) ? own : common.resolve(ref);
      value = Files.exists(loose) ? firstLine(loose) : packed(common, ref);
    }
    return Optional.of(value).filter(text -> COMMIT.matcher(text).matches());
  }

  private static String packed(Path common, String ref) throws IOException {
    Path file = common.resolve("packed-refs");
    if (!Files.exists(file)) {
      return "";
    }
    return new String(ForeignFiles.read(file, LARGEST_FILE), StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.endsWith(" " + ref))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse("");
  }

  private static String firstLine(Path file) throws IOException {
    try (InputStream in = ForeignFiles.open(file)) {
      String text = new String(in.readNBytes(LONGEST_LINE), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").strip();
    }
  }
}
