package org.carbonaware.control.integration;

import org.carbonaware.control.tck.Integration;
import org.carbonaware.control.tck.UpgradeContract;

class UpgradeTest extends UpgradeContract {
  @Override
  protected Integration integration() {
    return new ToyIntegrationTest().integration();
  }
}
