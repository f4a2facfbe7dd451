package org.carbonaware.ledger;

import java.util.LinkedHashSet;

/** The first few of many texts; all others are one. */
final class FirstTexts extends LinkedHashSet<String> {
  /** How many there are at most, besides {@link #OTHERS}. */
  static final int MOST = 100;

  static final String OTHERS = "others";
  private static final long serialVersionUID = 1L;

  @Override
  public boolean add(String text) {
    return super.add(size() < MOST || contains(text) ? text : OTHERS);
  }
}
