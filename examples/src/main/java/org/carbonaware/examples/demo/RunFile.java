package org.carbonaware.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How an example keeps the settings of its run beside the checkpoints, so that it can go on as the
 * same run.
 *
 * @param <S> the settings
 */
public interface RunFile<S> {
  /**
   * What the file begins with.
   *
   * @return a name and a version such as {@code carbon-aware/digits-demo-run/v1}
   */
  String schema();

  /**
   * Writes settings.
   *
   * @param settings what to write
   * @param node where to, its schema set already
   */
  void write(S settings, ObjectNode node);

  /**
   * Reads what {@link #write} wrote; an IllegalArgumentException or a DateTimeException means that
   * it is damaged.
   *
   * @param node where from, its schema checked already
   * @return the settings
   */
  S read(JsonNode node);
}
