package org.carbonaware.footprint;

import java.util.List;

/**
 * What the electricity was bought as (GHG Protocol Scope 2 Guidance, 2015: market-based method):
 * contracts cover a part of it, the rest counts as the residual mix.
 *
 * @param contracts certificates, agreements or tariffs that cover a share of the energy
 * @param residualGramsPerKwh the residual mix of the market, gCO2e/kWh, 0 or more: not the grid's
 *     mean, from which others have bought the clean part
 * @param residualSource where that figure is from, with its year
 */
public record MarketMix(
    List<Contract> contracts, double residualGramsPerKwh, String residualSource) {
  /** Copies the list and checks the ranges. */
  public MarketMix {
    contracts = List.copyOf(contracts);
    if (!(residualGramsPerKwh >= 0 && residualGramsPerKwh < 3000)) {
      throw new IllegalArgumentException(
          "residual mix " + residualGramsPerKwh + " g/kWh: expected 0 to 3000");
    }
    double covered = contracts.stream().mapToDouble(Contract::share).sum();
    if (covered > 1 + 1e-9) {
      throw new IllegalArgumentException("contracts cover " + covered
          + " of the energy: expected shares that add up to at most 1");
    }
  }

  /**
   * A contract.
   *
   * @param name what it is, such as {@code guarantees of origin 2026}
   * @param share the share of the energy it covers, 0 to 1
   * @param gramsPerKwh its emission factor, gCO2e/kWh, 0 or more
   */
  public record Contract(String name, double share, double gramsPerKwh) {
    /** Checks the ranges. */
    public Contract {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(name + " covers " + share + ": expected 0 to 1");
      }
      if (!(gramsPerKwh >= 0 && gramsPerKwh < 3000)) {
        throw new IllegalArgumentException(
            name + " at " + gramsPerKwh + " g/kWh: expected 0 to 3000");
      }
    }
  }

  /**
   * The factor that follows.
   *
   * @return gCO2e/kWh
   */
  public double gramsPerKwh() {
    double grams = 0;
    double left = 1;
    for (Contract contract : contracts) {
      grams += contract.share() * contract.gramsPerKwh();
      left -= contract.share();
    }
    return grams + Math.max(0, left) * residualGramsPerKwh;
  }
}
