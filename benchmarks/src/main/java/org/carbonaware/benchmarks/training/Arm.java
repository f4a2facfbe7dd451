package org.carbonaware.benchmarks.training;

/** What is added to a training. Each is compared with {@link #BARE}. */
enum Arm {
  BARE("bare", "no listener", false, false),
  BARE_AGAIN(
      "bare-again", "no listener, once more: what the method makes of nothing", false, false),
  PLANTED("planted", "a listener that is busy for a known time", false, false),
  OWN_SPEED("own-speed", "the framework's own listener that measures speed", false, false),
  OWN_USUAL("own-usual", "the listeners the framework recommends", false, false),
  OURS("ours", "the carbon-aware listener, the gate open", true, false),
  OURS_METERED("ours-metered", "the same, energy metered", true, true),
  OURS_SAVED(
      "ours-saved", "a carbon-aware training, metered, a checkpoint every few seconds", true, true);

  private final String label;
  private final String text;
  private final boolean controlled;
  private final boolean metered;

  Arm(String label, String text, boolean controlled, boolean metered) {
    this.label = label;
    this.text = text;
    this.controlled = controlled;
    this.metered = metered;
  }

  String label() {
    return label;
  }

  String text() {
    return text;
  }

  /** Whether a controller stands behind it. */
  boolean controlled() {
    return controlled;
  }

  boolean metered() {
    return metered;
  }

  boolean saved() {
    return this == OURS_SAVED;
  }

  /** Whether it adds nothing. */
  boolean bare() {
    return this == BARE || this == BARE_AGAIN;
  }

  /** Whether it belongs to the framework. */
  boolean own() {
    return this == OWN_SPEED || this == OWN_USUAL;
  }

  /** Whether it is there to check the method, not to be judged. */
  boolean check() {
    return this == BARE_AGAIN || this == PLANTED;
  }
}
