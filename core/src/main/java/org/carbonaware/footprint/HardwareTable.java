package org.carbonaware.footprint;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What making a GPU emitted, by its name. Figures are per board, made but not used:
 *
 * <ul>
 *   <li>H100 SXM 80 GB: 575.1 kg, as BoaviztAPI computes it (its tests/api/test_component.py);
 *   <li>A100 40 GB: SXM4 273 kg, PCIe 276 kg; RTX A4500: 141 kg; P100: 129 kg; L4: 114 kg, and GTX
 *       1080 Ti: 89 kg, calculated as BoaviztAPI 2.4.1 does from its factors.yml and gpu_specs.csv,
 *       which gives 575.2 kg for the first;
 *   <li>any other: 150 kg, the figure that Impact Framework's {@code sci-embodied} takes for every
 *       GPU. It says little of one in particular.
 * </ul>
 *
 * <p>Each is spread over 26,280 hours of use (3 years), BoaviztAPI's default. Processors, memory
 * and the rest of a machine are in no table: their figures depend on dies and modules that no
 * counter tells. Thread-safe; nothing blocks.
 */
public final class HardwareTable {
  /** The life that a board is given: 3 years. */
  public static final Duration LIFETIME = Duration.ofDays(3 * 365);

  private static final String LIFE = "; life 3 years, BoaviztAPI's default";
  private static final String CALCULATED =
      "calculated with BoaviztAPI's factors for dies, memory and boards";

  private static final Map<String, Integer> CALCULATED_GRAMS =
      Map.of(" RTX A4500 ", 141_000, " P100 ", 129_000, " L4 ", 114_000, " GTX 1080 TI ", 89_000);

  private HardwareTable() {}

  /**
   * A device's figure.
   *
   * @param embodied what making the whole device emitted, and its life
   * @param generic whether it is a figure for any GPU, as none is known for this one
   */
  public record Entry(Embodied embodied, boolean generic) {}

  /**
   * Looks a GPU up.
   *
   * @param device its model as its driver names it, such as {@code NVIDIA H100 80GB HBM3}; letters
   *     in either case
   * @return its figure, or the generic one; empty if the name is blank
   */
  public static Optional<Entry> ofGpu(String device) {
    if (device.isBlank()) {
      return Optional.empty();
    }
    String words = " " + device.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", " ") + " ";
    if (words.contains(" H100 ")
        && words.contains(" 80GB ")
        && (words.contains(" HBM3 ") || words.contains(" SXM"))) {
      return known(575_100, "BoaviztAPI, tests/api/test_component.py");
    }
    if (words.contains(" A100 ") && words.contains(" 40GB ")) {
      return known(words.contains(" SXM4 ") ? 273_000 : 276_000, CALCULATED);
    }
    for (Map.Entry<String, Integer> card : CALCULATED_GRAMS.entrySet()) {
      if (words.contains(card.getKey())) {
        return known(card.getValue(), CALCULATED);
      }
    }
    return Optional.of(new Entry(
        new Embodied(
            150_000, LIFETIME, 1, "generic: Impact Framework's sci-embodied for any GPU" + LIFE),
        true));
  }

  private static Optional<Entry> known(double grams, String source) {
    return Optional.of(new Entry(new Embodied(grams, LIFETIME, 1, source + LIFE), false));
  }
}
