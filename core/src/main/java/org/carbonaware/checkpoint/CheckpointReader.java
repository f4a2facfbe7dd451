package org.carbonaware.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Finds out whether a directory holds a complete checkpoint. Follows no links. */
final class CheckpointReader {
  static final int MAX_MANIFEST_BYTES = 1 << 20;

  private CheckpointReader() {}

  /**
   * Reads a checkpoint's manifest and every byte of its files.
   *
   * @throws IOException if it is not sound; the message completes the sentence "checkpoint x was
   *     skipped: …"
   */
  static DirectoryCheckpoint verify(Path directory) throws IOException {
    if (!attributes(directory, "it").isDirectory()) {
      throw new IOException("it is not a directory");
    }
    Manifest manifest = manifest(directory.resolve(CheckpointNames.MANIFEST));
    OptionalLong sequence = CheckpointNames.sequenceOf(directory);
    if (sequence.isEmpty() || sequence.getAsLong() != manifest.sequence()) {
      throw new IOException("its manifest is of checkpoint " + manifest.sequence());
    }
    Set<String> names = new HashSet<>();
    for (Manifest.Entry entry : manifest.files()) {
      if (!CheckpointNames.isPlain(entry.name()) || !names.add(entry.name())) {
        throw new IOException(
            "its manifest names a file \"" + entry.name() + "\", which is no distinct plain name");
      }
      verify(directory.resolve(entry.name()), entry);
    }
    return new DirectoryCheckpoint(manifest, directory);
  }

  static Manifest manifest(Path file) throws IOException {
    regularFile(file);
    byte[] json;
    try (InputStream in = open(file)) {
      json = in.readNBytes(MAX_MANIFEST_BYTES + 1);
    }
    if (json.length > MAX_MANIFEST_BYTES) {
      throw new IOException("its manifest is larger than " + MAX_MANIFEST_BYTES + " bytes");
    }
    return ManifestJson.read(json);
  }

  private static void verify(Path file, Manifest.Entry entry) throws IOException {
    long bytes = regularFile(file).size();
    if (bytes != entry.bytes()) {
      throw new IOException(
          "its file " + entry.name() + " has " + bytes + " bytes instead of " + entry.bytes());
    }
    try (InputStream in = open(file)) {
      boolean quick = !entry.crcs().isEmpty();
      if (quick ? !Crcs.of(in).equals(entry.crcs()) : !Sha256.of(in).equals(entry.sha256())) {
        throw new IOException("its file " + entry.name() + " does not have the "
            + (quick ? "CRC-32 and CRC-32C" : "SHA-256") + " written");
      }
    }
  }

  private static BasicFileAttributes regularFile(Path file) throws IOException {
    String name = "its file " + CheckpointNames.nameOf(file);
    BasicFileAttributes attributes = attributes(file, name);
    if (!attributes.isRegularFile()) {
      throw new IOException(name + " is not a regular file");
    }
    return attributes;
  }

  private static BasicFileAttributes attributes(Path path, String name) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new IOException(name + " is missing", e);
    }
    if (attributes.isSymbolicLink()) {
      throw new IOException(name + " is a symbolic link, which is not followed");
    }
    return attributes;
  }

  static InputStream open(Path file) throws IOException {
    return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }
}
