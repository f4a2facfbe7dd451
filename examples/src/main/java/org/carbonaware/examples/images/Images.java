package org.carbonaware.examples.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A labelled set of grey images of one size: one byte a pixel, 0 = background (black) to 255 =
 * foreground (white), row by row from the top left. Immutable and therefore thread-safe; the arrays
 * are copied on the way in and never handed out.
 */
public final class Images {
  private final int width;
  private final int height;
  private final byte[] pixels;
  private final byte[] labels;
  private final List<String> classNames;

  /**
   * Creates a set.
   *
   * @param width pixels per row, at least 1
   * @param height rows per image, at least 1
   * @param pixels all images one after the other, {@code labels.length * width * height} bytes
   * @param labels one class per image, each in 0 to {@code classNames.size() - 1}
   * @param classNames what the classes are called, 1 to 128 of them
   * @throws IllegalArgumentException if these do not fit together
   */
  public Images(int width, int height, byte[] pixels, byte[] labels, List<String> classNames) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "image size is %d x %d pixels; each side must be at least 1".formatted(width, height));
    }
    if (classNames.isEmpty() || classNames.size() > 128) {
      throw new IllegalArgumentException(
          "there are %d classes; 1 to 128 are possible".formatted(classNames.size()));
    }
    long expected = (long) labels.length * width * height;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "%d labels of %d x %d pixels need %d bytes of pixels, found %d"
              .formatted(labels.length, width, height, expected, pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException("label %d of image %d is none of the classes 0 to %d"
            .formatted(labels[i] & 0xff, i, classNames.size() - 1));
      }
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels.clone();
    this.labels = labels.clone();
    this.classNames = List.copyOf(classNames);
  }

  /** Returns the number of images. */
  public int size() {
    return labels.length;
  }

  /** Returns the pixels per row. */
  public int width() {
    return width;
  }

  /** Returns the rows per image. */
  public int height() {
    return height;
  }

  /** Returns the pixels of one image, width times height. */
  public int pixelsPerImage() {
    return width * height;
  }

  /** Returns what the classes are called; a label is an index into this list. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Returns the class of an image.
   *
   * @param image index of the image, 0 to {@code size() - 1}
   */
  public int label(int image) {
    return labels[image];
  }

  /**
   * Returns the brightness of a pixel, 0 to 255.
   *
   * @param image index of the image, 0 to {@code size() - 1}
   * @param pixel row times width plus column
   */
  public int grey(int image, int pixel) {
    return pixels[image * pixelsPerImage() + pixel] & 0xff;
  }

  /**
   * Writes the pixels of one image, scaled to 0 to 1, into a larger array.
   *
   * @param image index of the image, 0 to {@code size() - 1}
   * @param target where to write
   * @param offset index in {@code target} of the first pixel
   */
  public void copyScaled(int image, float[] target, int offset) {
    int from = image * pixelsPerImage();
    for (int i = 0; i < pixelsPerImage(); i++) {
      target[offset + i] = (pixels[from + i] & 0xff) / 255f;
    }
  }

  /**
   * Returns the SHA-256 of sizes, class names, labels and pixels as 64 hexadecimal digits: equal
   * exactly if two sets are, so that a resumed training can prove that it goes on with its data.
   */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          ByteBuffer.allocate(12).putInt(size()).putInt(width).putInt(height).array());
      digest.update(String.join("\n", classNames).getBytes(StandardCharsets.UTF_8));
      digest.update(labels);
      digest.update(pixels);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must offer SHA-256", e);
    }
  }
}
