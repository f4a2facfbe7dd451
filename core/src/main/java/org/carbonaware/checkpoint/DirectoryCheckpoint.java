package org.carbonaware.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A sound checkpoint in a directory. */
record DirectoryCheckpoint(Manifest manifest, Path directory) implements Checkpoint {
  @Override
  public String location() {
    return directory.toString();
  }

  @Override
  public InputStream open(String name) {
    if (manifest.files().stream().noneMatch(entry -> entry.name().equals(name))) {
      throw new CheckpointException("Checkpoint " + directory + " has no file \"" + name
          + "\"; it has " + manifest.files().stream().map(Manifest.Entry::name).toList());
    }
    try {
      return new BufferedInputStream(CheckpointReader.open(directory.resolve(name)), 1 << 16);
    } catch (IOException e) {
      throw new CheckpointException(
          "Can't read " + directory.resolve(name) + "; perhaps it was removed meanwhile: " + e, e);
    }
  }
}
