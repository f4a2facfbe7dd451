package org.carbonaware.dl4j;

import org.carbonaware.control.tck.Integration;
import org.carbonaware.control.tck.UpgradeContract;

class UpgradeTest extends UpgradeContract {
  @Override
  protected Integration integration() {
    return new Dl4jIntegrationTest().integration();
  }
}
