package org.carbonaware.dl4j;

import org.carbonaware.control.tck.CrashCampaignContract;

class CrashCampaignTest extends CrashCampaignContract {
  @Override
  protected String name() {
    return "DL4J";
  }

  @Override
  protected Class<?> child() {
    return Dl4jChild.class;
  }

  @Override
  protected int faultsOfEveryBuild() {
    return 4;
  }
}
