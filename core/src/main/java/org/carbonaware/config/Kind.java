package org.carbonaware.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.carbonaware.config.YamlNode.Scalar;
import org.carbonaware.config.YamlNode.ScalarType;

/**
 * What values of a setting look like: how they are read, told, and described by the schema, which
 * accepts exactly what is read.
 */
abstract class Kind<T> {
  /** What is right, to follow the word "expected". */
  abstract String expected();

  /** Reads a value as it stands in a file. */
  abstract T read(YamlNode node, Base base) throws RefusedException;

  /** Says in JSON Schema what {@link #read} takes. */
  abstract void describe(ObjectNode schema);

  /** A value in one line for people; never a secret. */
  abstract String shown(T value);

  /** A value as JSON; never a secret. */
  JsonNode json(T value) {
    return TextNode.valueOf(shown(value));
  }

  /** The text of a variable or flag, as it would stand in a file. */
  YamlNode typed(String text) throws RefusedException {
    return new Scalar(text, ScalarType.TEXT, Place.START);
  }

  /** Reads the text of a variable or flag. */
  final T readText(String text, Base base) throws RefusedException {
    return read(typed(text), base);
  }
}
