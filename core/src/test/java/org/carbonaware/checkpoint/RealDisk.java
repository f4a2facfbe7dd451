package org.carbonaware.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** The disk as it is, for tests that change something about it. */
class RealDisk implements DurableFiles {
  private final OsFiles disk = new OsFiles();

  @Override
  public void createDirectory(Path made) throws IOException {
    disk.createDirectory(made);
  }

  @Override
  public Sink createFile(Path file) throws IOException {
    return disk.createFile(file);
  }

  @Override
  public void forceDirectory(Path forced) throws IOException {
    disk.forceDirectory(forced);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }
}
