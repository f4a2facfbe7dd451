package org.carbonaware.djl;

import org.carbonaware.control.tck.Integration;
import org.carbonaware.control.tck.UpgradeContract;

class UpgradeTest extends UpgradeContract {
  @Override
  protected Integration integration() {
    return new DjlIntegrationTest().integration();
  }
}
