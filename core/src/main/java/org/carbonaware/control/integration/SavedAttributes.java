package org.carbonaware.control.integration;

import java.util.Map;
import java.util.function.Function;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Manifest;

/**
 * The small values that an integration wrote into a checkpoint, read back with their types.
 * Immutable.
 */
public final class SavedAttributes {
  private final String location;
  private final Map<String, String> attributes;

  private SavedAttributes(String location, Map<String, String> attributes) {
    this.location = location;
    this.attributes = attributes;
  }

  /**
   * The attributes of a checkpoint.
   *
   * @param checkpoint the checkpoint, in whose {@link Manifest#training()} they are
   * @return the attributes
   */
  public static SavedAttributes of(Checkpoint checkpoint) {
    return new SavedAttributes(checkpoint.location(), checkpoint.manifest().training());
  }

  /**
   * Whether there is a value; for those that are saved only where they are not the usual one.
   *
   * @param name its name
   * @return false if it is missing
   */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /**
   * A whole number.
   *
   * @param name its name
   * @return its value
   * @throws CheckpointException if it is missing or no whole number
   */
  public long number(String name) {
    return value(name, "a whole number", Long::parseLong);
  }

  /**
   * Whether something is so.
   *
   * @param name its name
   * @return its value
   * @throws CheckpointException if it is missing or neither {@code true} nor {@code false}
   */
  public boolean flag(String name) {
    return value(name, "true or false", text -> switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    });
  }

  /**
   * A text.
   *
   * @param name its name
   * @return its value
   * @throws CheckpointException if it is missing
   */
  public String text(String name) {
    return value(name, "a text", text -> text);
  }

  private <T> T value(String name, String kind, Function<String, T> read) {
    String text = attributes.get(name);
    if (text == null) {
      throw new CheckpointException(noSound(name) + "it is missing, expected " + kind);
    }
    try {
      return read.apply(text);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(noSound(name) + "it is \"" + text + "\", expected " + kind, e);
    }
  }

  private String noSound(String name) {
    return "checkpoint " + location + " has no sound \"" + name + "\": ";
  }
}
