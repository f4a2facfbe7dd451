package org.carbonaware.config;

/**
 * A place in a text.
 *
 * @param line from 1 on
 * @param column from 1 on
 */
record Place(int line, int column) {
  static final Place START = new Place(1, 1);
}
