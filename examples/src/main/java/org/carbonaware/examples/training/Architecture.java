package org.carbonaware.examples.training;

/** The networks that both frameworks can train, small enough for a processor. */
public enum Architecture {
  /** Dense layers with dropout. */
  MLP,
  /** Convolutions, then dense layers with dropout: fewer parameters but slower. */
  CNN
}
