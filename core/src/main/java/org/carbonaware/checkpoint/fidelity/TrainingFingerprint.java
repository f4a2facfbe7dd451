package org.carbonaware.checkpoint.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.carbonaware.checkpoint.Snapshot;

/**
 * Everything that must be the same in two trainings that are the same, bit for bit. Immutable.
 *
 * @param arrays a digest of each array's raw bits, in hexadecimal, by the array's name such as
 *     {@code parameters} or {@code updater}; in the order given
 * @param counters values such as {@code iteration} or {@code epoch}, by name; in the order given
 * @param lossBits the loss of the last batches as {@link Double#doubleToRawLongBits}, by iteration;
 *     ascending
 */
public record TrainingFingerprint(
    Map<String, String> arrays, Map<String, Long> counters, Map<Long, Long> lossBits) {
  /** Copies the maps. */
  public TrainingFingerprint {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    lossBits = Collections.unmodifiableMap(new TreeMap<>(lossBits));
  }

  /**
   * Starts an empty fingerprint.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The fingerprint as one line of JSON.
   *
   * @return the line, without a line end
   */
  public String toJson() {
    try {
      return FidelityJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A fingerprint of maps can't be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @param json the line
   * @return the fingerprint
   * @throws IllegalArgumentException if it is not one
   */
  public static TrainingFingerprint fromJson(String json) {
    try {
      return FidelityJson.MAPPER.readValue(json, TrainingFingerprint.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Not a training fingerprint: " + e.getOriginalMessage(), e);
    }
  }

  /** Collects a fingerprint. Not thread-safe. */
  public static final class Builder {
    private final Map<String, String> arrays = new LinkedHashMap<>();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final Map<Long, Long> lossBits = new TreeMap<>();

    private Builder() {}

    /**
     * Adds an array of single precision, NaN and signed zero by their raw bits.
     *
     * @param name its name
     * @param values its values
     * @return this builder
     */
    public Builder array(String name, float[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
      for (float value : values) {
        bytes.putInt(Float.floatToRawIntBits(value));
      }
      return array(name, bytes.array());
    }

    /**
     * Adds an array of double precision, NaN and signed zero by their raw bits.
     *
     * @param name its name
     * @param values its values
     * @return this builder
     */
    public Builder array(String name, double[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
      for (double value : values) {
        bytes.putLong(Double.doubleToRawLongBits(value));
      }
      return array(name, bytes.array());
    }

    /**
     * Adds an array by its bytes.
     *
     * @param name its name
     * @param bytes its bytes
     * @return this builder
     */
    public Builder array(String name, byte[] bytes) {
      return digest(name, HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /**
     * Adds an array that was digested already.
     *
     * @param name its name
     * @param hex its digest, such as SHA-256 or CRC-32, in hexadecimal
     * @return this builder
     */
    public Builder digest(String name, String hex) {
      arrays.put(name, hex);
      return this;
    }

    /**
     * Adds what a training is saved with: each file as an array, and each attribute that is a whole
     * number as a counter.
     *
     * @param snapshot the training's state
     * @return this builder
     */
    public Builder snapshot(Snapshot snapshot) {
      for (Snapshot.File file : snapshot.files()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
          file.content().writeTo(bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        array(file.name(), bytes.toByteArray());
      }
      new TreeMap<>(snapshot.attributes()).forEach(this::counterIfWhole);
      return this;
    }

    /**
     * Adds a counter.
     *
     * @param name its name
     * @param value its value
     * @return this builder
     */
    public Builder counter(String name, long value) {
      counters.put(name, value);
      return this;
    }

    /**
     * Adds the loss of one batch.
     *
     * @param iteration the batch, counted since the very start of the training
     * @param loss its loss
     * @return this builder
     */
    public Builder loss(long iteration, double loss) {
      lossBits.put(iteration, Double.doubleToRawLongBits(loss));
      return this;
    }

    /**
     * The fingerprint.
     *
     * @return what was added so far
     */
    public TrainingFingerprint build() {
      return new TrainingFingerprint(arrays, counters, lossBits);
    }

    private void counterIfWhole(String name, String value) {
      try {
        counter(name, Long.parseLong(value));
      } catch (NumberFormatException e) {
        // a flag or a name, which may well differ: such as whether a checkpoint is exact
      }
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("This Java platform has no SHA-256", e);
      }
    }
  }
}
