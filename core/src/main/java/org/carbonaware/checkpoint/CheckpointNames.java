package org.carbonaware.checkpoint;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names a checkpoint directory is made of. */
final class CheckpointNames {
  static final String MANIFEST = "manifest.json";
  static final String LOCK = ".lock";
  static final String WRITING = ".writing-";
  static final String DELETING = ".deleting-";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,126}");
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{10,18})");

  private CheckpointNames() {}

  /** Whether a file may have this name: nothing that could leave the directory or hide in it. */
  static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches() && !name.equalsIgnoreCase(MANIFEST);
  }

  static String ofSequence(long sequence) {
    return String.format(Locale.ROOT, "checkpoint-%010d", sequence);
  }

  /** The sequence in a directory's name, empty if it is no checkpoint's. */
  static OptionalLong sequenceOf(Path path) {
    String name = nameOf(path);
    Matcher matcher = CHECKPOINT.matcher(name);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long sequence = Long.parseLong(matcher.group(1));
    return ofSequence(sequence).equals(name) ? OptionalLong.of(sequence) : OptionalLong.empty();
  }

  /** Whether a path is something a dead writer left. */
  static boolean isLeftOver(Path path) {
    String name = nameOf(path);
    return name.startsWith(WRITING) || name.startsWith(DELETING);
  }

  static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
