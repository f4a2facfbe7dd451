package org.carbonaware.dl4j;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Snapshot;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerType;

/** A fitted normalizer in DL4J's own format. Types of the user's own are refused both ways. */
final class SavedNormalizer {
  private static final String FILE = "normalizer.bin";
  private static final int HEADER_BYTES = 1024;

  private SavedNormalizer() {}

  /** Writes it once: what was fitted does not change. */
  static Snapshot.File of(Normalizer<?> fitted) {
    NormalizerType type = fitted.getType();
    if (type == NormalizerType.CUSTOM) {
      throw new IllegalArgumentException("a normalizer of the custom type "
          + fitted.getClass().getName()
          + " can't be saved in a checkpoint: build it in code at each start instead");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      NormalizerSerializer.getDefault().write(fitted, bytes);
    } catch (IOException | RuntimeException e) { // the latter above all if it is not fitted yet
      throw new IllegalArgumentException(
          "the normalizer " + fitted.getClass().getName()
              + " can't be saved: fit it to the data before it is handed over",
          e);
    }
    byte[] content = bytes.toByteArray();
    return new Snapshot.File(FILE, out -> out.write(content));
  }

  /** The one in a checkpoint, or empty if it has none. */
  static Optional<Normalizer<?>> in(Checkpoint checkpoint) {
    if (checkpoint.manifest().files().stream().noneMatch(file -> file.name().equals(FILE))) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(checkpoint.open(FILE))) {
      refuseCustom(in);
      Normalizer<?> normalizer = NormalizerSerializer.getDefault().restore(in);
      return Optional.of(normalizer);
    } catch (CheckpointException e) {
      throw e;
    } catch (Exception e) { // the framework's method declares no less
      throw new CheckpointException(
          "the normalizer in checkpoint " + checkpoint.location() + " can't be read: " + e, e);
    }
  }

  /** DL4J would load and run the class that such a file names. */
  private static void refuseCustom(InputStream in) throws IOException {
    in.mark(HEADER_BYTES);
    DataInputStream header = new DataInputStream(in);
    header.readUTF();
    header.readInt();
    if (NormalizerType.valueOf(header.readUTF()) == NormalizerType.CUSTOM) {
      throw new CheckpointException(
          "the saved normalizer is of a custom type, and a checkpoint never"
              + " loads code: build it in code instead");
    }
    in.reset();
  }
}
