package org.carbonaware.config;

import java.util.List;

/** A value that is none of its kind. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * What is wrong with a part of the value.
   *
   * @param place where the part begins
   * @param part which part, such as {@code [2].share}; empty for the value itself
   * @param text what is wrong and what would be right
   */
  record Fault(Place place, String part, String text) {}

  RefusedException(List<Fault> faults) {
    super(faults.toString());
    this.faults = List.copyOf(faults);
  }

  static RefusedException of(YamlNode node, String text) {
    return new RefusedException(List.of(new Fault(node.place(), "", text)));
  }

  /** The usual message: what is there, and what would be right. */
  static RefusedException expected(YamlNode node, String expected) {
    return of(node, node.inWords() + "; expected " + expected);
  }

  List<Fault> faults() {
    return faults;
  }
}
