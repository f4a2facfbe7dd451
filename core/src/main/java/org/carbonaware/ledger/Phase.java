package org.carbonaware.ledger;

/** What the energy of a state counts as. */
enum Phase {
  /** It trained. A run that never pauses starts and ends too, so both count. */
  ACTIVE,
  /** It was on its way into or out of a pause. */
  SWITCHING,
  /** It stood still. */
  STANDING;

  static Phase of(String state) {
    return switch (state) {
      case "PAUSED" -> STANDING;
      case "PAUSING", "RESUMING", "SUSPENDED" -> SWITCHING;
      default -> ACTIVE;
    };
  }
}
