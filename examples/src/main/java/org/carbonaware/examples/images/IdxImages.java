package org.carbonaware.examples.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads image sets in the IDX format of MNIST and Fashion-MNIST from a folder with four files:
 *
 * <pre>
 * train-images-idx3-ubyte   train-labels-idx1-ubyte
 * t10k-images-idx3-ubyte    t10k-labels-idx1-ubyte
 * </pre>
 *
 * <p>Each may be plain or compressed with {@code .gz} added to its name; the plain one is taken if
 * both are there. Labels are 0 to 9. Every fault is an {@link IOException} of one line that names
 * the file, what is wrong and what would be right; memory is taken only for bytes that are there.
 */
public final class IdxImages {
  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;
  private static final int MAX_SIDE = 1024;
  private static final List<String> CLASSES =
      IntStream.rangeClosed(0, 9).mapToObj(Integer::toString).toList();

  private IdxImages() {}

  /**
   * Reads all images of a folder; blocks on the disk.
   *
   * @param folder where the four files are
   * @throws IOException if a file is missing, damaged or not of this format
   */
  public static ImageSplit read(Path folder) throws IOException {
    return read(folder, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Reads the first images of a folder; blocks on the disk.
   *
   * @param folder where the four files are
   * @param trainLimit how many to learn from at most, at least 1
   * @param testLimit how many to test with at most, at least 1
   * @throws IOException if a file is missing, damaged or not of this format; what follows after the
   *     limit is not looked at
   * @throws IllegalArgumentException if a limit is less than 1
   */
  public static ImageSplit read(Path folder, int trainLimit, int testLimit) throws IOException {
    Images train = read(folder, "train", trainLimit);
    Images test = read(folder, "t10k", testLimit);
    if (train.width() != test.width() || train.height() != test.height()) {
      throw new IOException(
          "%s: train images are %d x %d pixels but t10k images %d x %d; both must be equal"
              .formatted(folder, train.width(), train.height(), test.width(), test.height()));
    }
    return new ImageSplit(train, test);
  }

  private static Images read(Path folder, String name, int limit) throws IOException {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "limit of %s images is %d; it must be at least 1".formatted(name, limit));
    }
    Path imageFile = find(folder, name + "-images-idx3-ubyte");
    Path labelFile = find(folder, name + "-labels-idx1-ubyte");
    try (IdxFile images = IdxFile.open(imageFile, IMAGES_MAGIC);
        IdxFile labels = IdxFile.open(labelFile, LABELS_MAGIC)) {
      int count = images.readSize("image count", Integer.MAX_VALUE);
      int height = images.readSize("rows per image", MAX_SIDE);
      int width = images.readSize("pixels per row", MAX_SIDE);
      int labelCount = labels.readSize("label count", Integer.MAX_VALUE);
      if (labelCount != count) {
        throw labels.fault(
            "has %d labels for %d images; one each is right".formatted(labelCount, count));
      }
      int taken = Math.min(count, limit);
      byte[] labelBytes = labels.readBody(taken, taken == count);
      for (int i = 0; i < taken; i++) {
        if (labelBytes[i] < 0 || labelBytes[i] >= CLASSES.size()) {
          throw labels.fault("label %d is %d; 0 to 9 is right".formatted(i, labelBytes[i] & 0xff));
        }
      }
      byte[] pixels = images.readBody((long) taken * width * height, taken == count);
      return new Images(width, height, pixels, labelBytes, CLASSES);
    }
  }

  private static Path find(Path folder, String name) throws IOException {
    Path plain = folder.resolve(name);
    Path compressed = folder.resolve(name + ".gz");
    if (Files.isRegularFile(plain)) {
      return plain;
    }
    if (Files.isRegularFile(compressed)) {
      return compressed;
    }
    throw new IOException("%s: not found, nor %s.gz beside it".formatted(plain, name));
  }
}
